export { default as Pager } from './Pager.vue'
