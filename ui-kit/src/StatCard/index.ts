export { default as StatCard } from './StatCard.vue'
export { default as CardDashboard } from './CardDashboard.vue'
export type { StatCount } from './statCard.types.ts'
