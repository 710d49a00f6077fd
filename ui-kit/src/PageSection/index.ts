export { default as PageSection } from './PageSection.vue'
