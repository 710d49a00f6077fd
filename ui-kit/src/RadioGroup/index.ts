export { default as RadioGroup } from './RadioGroup.vue'
