export { default as AppShell } from './AppShell.vue'
export { default as BrandMark } from './BrandMark.vue'
export type { NavItem } from './appShell.types.ts'
