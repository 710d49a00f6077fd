import type { ComputedRef } from 'vue'
import { usePortal } from '../portal/portal.ts'
import type { Format } from './format.ts'

/** Dates and figures in the present language; a ref, so a switch redraws them. */
export function useFormat(): ComputedRef<Format> {
  return usePortal().format
}
