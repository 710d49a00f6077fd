import { useFormat } from '@portico/web-core'
import { useI18n } from 'vue-i18n'
import { eventWords } from './eventWords.ts'

/** What the record names by codes, in words; a code that is not known here stands for itself. */
export function useAuditWords() {
  const { t, te } = useI18n()
  const format = useFormat()
  const known = (key: string, otherwise: string) => (te(key) ? t(key) : otherwise)

  return {
    event(event: string): string {
      const words = eventWords(event)
      if (!('kindKey' in words)) return known(words.key, event)
      return te(words.key) && te(words.kindKey) ? t(words.key, { kind: t(words.kindKey) }) : event
    },
    subject: (type: string) => known(`audit.subject.${type}`, type),
    /** Labels and values of a record's facts; a value that is a code or an id stays as it is written. */
    facts(facts: unknown): { key: string; label: string; value: string; mono?: boolean }[] {
      if (typeof facts !== 'object' || facts === null) return []
      return Object.entries(facts).map(([key, value]) => ({
        key,
        label: known(`audit.fact.${key}`, key),
        ...(typeof value === 'number'
          ? { value: format.value.number(value) }
          : typeof value === 'boolean'
            ? { value: t(`audit.value.${value}`) }
            : { value: value === null ? '' : String(value), mono: true }),
      }))
    },
  }
}
