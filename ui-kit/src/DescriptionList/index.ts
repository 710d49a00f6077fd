export { default as DescriptionList } from './DescriptionList.vue'
export type { FactItem } from './descriptionList.types.ts'
