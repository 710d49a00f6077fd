export { default as AccountMenu } from './AccountMenu.vue'
