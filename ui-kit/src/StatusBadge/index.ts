export { default as StatusBadge } from './StatusBadge.vue'
