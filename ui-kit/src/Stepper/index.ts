export { default as Stepper } from './Stepper.vue'
