export { default as KitLink } from './KitLink.vue'
