import { useI18n } from 'vue-i18n'
import type { Fault } from './fault.ts'

/** A fault in words: what happened, and what to do about it (look.md "Writing"). */
export function useFaultText() {
  const { t } = useI18n()
  return (fault: Fault) => ({
    title: t(`core.fault.${fault.code}.title`),
    text: t(`core.fault.${fault.code}.text`),
    code: fault.reference ?? undefined,
  })
}
