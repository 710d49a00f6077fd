export { default as ImpactDialog } from './ImpactDialog.vue'
export type { ImpactItem } from './impactDialog.types.ts'
