export { default as Finding } from './Finding.vue'
