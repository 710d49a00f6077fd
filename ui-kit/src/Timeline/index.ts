export { default as Timeline } from './Timeline.vue'
export type { TimelineItem } from './timeline.types.ts'
