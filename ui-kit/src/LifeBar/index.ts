export { default as LifeBar } from './LifeBar.vue'
