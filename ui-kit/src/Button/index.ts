export { default as Button } from './Button.vue'
export { default as ActionRow } from './ActionRow.vue'
export type { ButtonKind } from './button.types.ts'
