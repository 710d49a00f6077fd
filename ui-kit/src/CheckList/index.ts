export { default as CheckList } from './CheckList.vue'
export type { CheckItem } from './checkList.types.ts'
