export { default as Tabs } from './Tabs.vue'
export type { TabItem, TabLink } from './tabs.types.ts'
