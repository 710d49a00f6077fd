export { default as KitIcon } from './KitIcon.vue'
