import { useQuery } from '@portico/web-core'
import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { TermsDocument } from '../gql/graphql.ts'

/** The terms of use in the language of the page: another language is another text. */
export function useTerms() {
  const { locale } = useI18n()
  const query = useQuery(TermsDocument)
  watch(locale, () => query.refetch())
  return query
}
