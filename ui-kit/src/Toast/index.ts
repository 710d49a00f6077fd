export { default as ToastRegion } from './ToastRegion.vue'
export type { ToastMessage, Toasts } from '../kit/toasts.ts'
