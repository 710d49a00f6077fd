export { icons } from '../../platform/pages/icons.ts'
