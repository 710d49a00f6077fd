export { default as LiveRegion } from './LiveRegion.vue'
