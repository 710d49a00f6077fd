import { LANGUAGES } from '@portico/web-core'
import { useI18n } from 'vue-i18n'
import { contactProblem, LONGEST } from './contactRules.ts'

/** Rules and choices for forms that ask for contact data, in words of the present language. */
export function useContactRules() {
  const { t } = useI18n()
  return {
    rule: (name: keyof typeof LONGEST) => (value: string) => {
      const problem = contactProblem(name, value)
      return problem ? t(problem.key, { most: problem.most ?? 0 }) : undefined
    },
    /** Each language under its own name. */
    languages: LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name })),
  }
}
