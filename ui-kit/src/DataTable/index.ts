export { default as DataTable } from './DataTable.vue'
export type { DataColumn, DataOrder } from './dataTable.types.ts'
