export { default as Menu } from './Menu.vue'
export type { MenuItem } from './menu.types.ts'
