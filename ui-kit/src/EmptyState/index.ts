export { default as EmptyState } from './EmptyState.vue'
