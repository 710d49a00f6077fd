export { default as Disclosure } from './Disclosure.vue'
