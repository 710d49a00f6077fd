export { default as FileDrop } from './FileDrop.vue'
export type { FileLimits, RejectedFile } from './acceptFiles.ts'
