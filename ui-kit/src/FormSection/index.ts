export { default as FormSection } from './FormSection.vue'
