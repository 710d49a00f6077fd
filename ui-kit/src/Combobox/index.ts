export { default as Combobox } from './Combobox.vue'
export type * from './combobox.types.ts'
