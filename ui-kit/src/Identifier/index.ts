export { default as Identifier } from './Identifier.vue'
