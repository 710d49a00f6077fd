export { default as SelectField } from './SelectField.vue'
