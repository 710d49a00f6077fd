export { default as TextArea } from './TextArea.vue'
