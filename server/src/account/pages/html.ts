export { html, Html } from '../../platform/pages/html.ts'
