export { default as BackLink } from './BackLink.vue'
