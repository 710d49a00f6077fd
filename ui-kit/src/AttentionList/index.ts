export { default as AttentionList } from './AttentionList.vue'
export type { AttentionItem } from './attentionList.types.ts'
