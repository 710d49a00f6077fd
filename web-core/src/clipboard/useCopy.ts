import { onScopeDispose, ref } from 'vue'

/** Copies text; `copied` stays true for a moment so that it can be said, `failed` until the next try. */
export function useCopy() {
  const copied = ref(false)
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function copy(text: string): Promise<void> {
    copied.value = failed.value = false
    clearTimeout(timer)
    try {
      await navigator.clipboard.writeText(text)
      copied.value = true
      timer = setTimeout(() => (copied.value = false), 4000)
    } catch {
      // Refused by the browser or its owner: the caller shows the text to copy by hand.
      failed.value = true
    }
  }
  onScopeDispose(() => clearTimeout(timer))

  return { copy, copied, failed }
}
