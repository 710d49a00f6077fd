export { default as TextField } from './TextField.vue'
export type { ChoiceOption, FieldWidth } from '../Field/field.types.ts'
