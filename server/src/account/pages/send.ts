export { frameOf, send } from '../../platform/pages/send.ts'
