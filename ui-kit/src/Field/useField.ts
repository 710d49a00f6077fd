import { computed, useId, useSlots } from 'vue'
import type { FieldProps } from './field.types.ts'

/** The ids that tie label, hint, error and control together. */
export function useField(props: FieldProps) {
  const made = useId()
  const slots = useSlots()
  const id = computed(() => props.id ?? made)
  const hintId = computed(() => (props.hint || slots['hint'] ? `${id.value}-hint` : undefined))
  const errorId = computed(() => (props.error ? `${id.value}-error` : undefined))
  const afterId = computed(() => (slots['after'] ? `${id.value}-after` : undefined))
  const describedBy = computed(
    () => [hintId.value, errorId.value, afterId.value].filter(Boolean).join(' ') || undefined,
  )
  return { id, hintId, errorId, afterId, describedBy }
}
