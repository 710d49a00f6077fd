export { default as ErrorSummary } from './ErrorSummary.vue'
