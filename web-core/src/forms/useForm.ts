import { computed, reactive, ref, shallowReactive, shallowRef, type ComputedRef } from 'vue'

/** What is wrong with a value, in words, or undefined. */
export type Rule<T, V> = (value: V, all: T) => string | undefined

export interface FormOptions<T extends object> {
  /** Begins the ids of its fields, so that two forms of one page stay apart. */
  name: string
  /** The values it opens with. */
  start: () => T
  /** In the order of the fields on the page. */
  rules: { [K in keyof T]?: Rule<T, T[K]> }
}

/** What a field component takes: `<TextField v-bind="form.field('email')" …>`. */
export interface FieldBinding<V> {
  id: string
  name: string
  modelValue: V
  error: string | undefined
  /** A select gives back one of the values it was given, as plain text. */
  'onUpdate:modelValue': (value: V extends string ? string : V) => void
  onBlur: () => void
}

/** A refusal of the server, as every mutation answers it. */
export interface FormRefusal {
  message: string
  field: readonly string[]
}

export interface Form<T extends object> {
  values: T
  field<K extends keyof T & string>(name: K): FieldBinding<T[K]>
  /**
   * For `ErrorSummary`: a new list at every failed try, so that each is heard, the same one while somebody mends, so that it
   * does not pull the focus away from them, and none once all is mended.
   */
  errors: ComputedRef<{ field: string; text: string }[]>
  dirty: ComputedRef<boolean>
  /** Whether all is right; from now on every field says what is wrong with it. */
  check(): boolean
  /** Puts the server's words to the field they are about, until that is changed; false: they are about none of them. */
  refuse(refusal: FormRefusal): boolean
  /** Opens anew, with the values of `start`. */
  reset(): void
}

const NONE: { field: string; text: string }[] = []

/**
 * The state of one form. A field says what is wrong once it was left, all of them once the form was sent, and stops as soon
 * as it is mended. Nothing typed is ever lost on a mistake.
 */
export function useForm<T extends object>({ name, start, rules }: FormOptions<T>): Form<T> {
  const values = reactive({ ...start() }) as T
  const first = ref(JSON.stringify(start()))
  const left = shallowReactive(new Set<keyof T>())
  const refused = shallowReactive(new Map<keyof T, { value: unknown; text: string }>())
  const sent = ref(false)
  const summary = shallowRef(NONE)

  const idOf = (field: keyof T) => `${name}-${String(field)}`
  const fields = () => Object.keys(values) as (keyof T & string)[]
  const problemOf = <K extends keyof T>(field: K): string | undefined => {
    const said = refused.get(field)
    if (said && said.value === values[field]) return said.text
    return rules[field]?.(values[field], values)
  }

  return {
    values,
    field: key => ({
      id: idOf(key),
      name: key,
      modelValue: values[key],
      error: sent.value || left.has(key) || refused.has(key) ? problemOf(key) : undefined,
      'onUpdate:modelValue': value => {
        values[key] = value as T[typeof key]
      },
      onBlur: () => {
        // An empty field that was only passed by is no mistake yet.
        if (values[key] !== '') left.add(key)
      },
    }),
    errors: computed(() => (fields().some(field => problemOf(field)) ? summary.value : NONE)),
    dirty: computed(() => JSON.stringify(values) !== first.value),
    check() {
      sent.value = true
      summary.value = fields().flatMap(field => {
        const text = problemOf(field)
        return text ? [{ field: idOf(field), text }] : []
      })
      return summary.value.length === 0
    },
    refuse({ message, field }) {
      const at = fields().find(key => key === field.at(-1))
      if (!at) return false
      refused.set(at, { value: values[at], text: message })
      return true
    },
    reset() {
      Object.assign(values, start())
      first.value = JSON.stringify(start())
      left.clear()
      refused.clear()
      summary.value = NONE
      sent.value = false
    },
  }
}
