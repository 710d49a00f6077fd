export { default as ChainDrawing } from './ChainDrawing.vue'
export type { ChainLink } from './chainDrawing.types.ts'
