import { onScopeDispose, ref, type Ref, watchEffect } from 'vue'
import { usePortal } from '../portal/portal.ts'

/** The words before the product's name in the browser's title; null: the route's own. */
export interface PageTitle {
  words: Ref<string | null>
}

/** A page's title that is only known with its data, such as the name of what it shows. */
export function usePageTitle(words: () => string | null | undefined): void {
  const { title } = usePortal()
  watchEffect(() => (title.words.value = words() ?? null))
  onScopeDispose(() => (title.words.value = null))
}

export const createPageTitle = (): PageTitle => ({ words: ref(null) })
