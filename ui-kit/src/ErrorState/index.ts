export { default as ErrorState } from './ErrorState.vue'
