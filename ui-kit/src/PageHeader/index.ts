export { default as PageHeader } from './PageHeader.vue'
