export { default as SplitLayout } from './SplitLayout.vue'
