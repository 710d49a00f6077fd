import { type Fault, useMutation } from '@portico/web-core'
import { computed, ref, shallowRef } from 'vue'
import {
  CheckTrustCertificatesDocument,
  type PartnerDomain,
  type UploadOutcomeFragment,
  UploadTrustCertificatesDocument,
} from '../gql/graphql.ts'
import { toBase64 } from '../doctor/certificateFiles.ts'

export type Outcome = UploadOutcomeFragment['outcomes'][number]
interface Refused {
  message: string
  field: string[]
}

/**
 * Choose, check, store. Checking stores nothing; storing sends the same files again, and the server examines them
 * again, so what was shown before cannot be smuggled past it. Files and domain are kept through every mistake.
 */
export function useTrustUpload() {
  const step = ref<'choose' | 'check' | 'done'>('choose')
  const domain = ref<PartnerDomain | ''>('')
  const files = shallowRef<File[]>([])
  const result = shallowRef<UploadOutcomeFragment | null>(null)
  const refused = shallowRef<Refused | null>(null)
  const fault = shallowRef<Fault | null>(null)

  const checking = useMutation(CheckTrustCertificatesDocument)
  const storing = useMutation(UploadTrustCertificatesDocument)

  async function input() {
    const contents = await Promise.all(
      files.value.map(async file => ({ name: file.name, content: await toBase64(file) })),
    )
    return { domain: domain.value as PartnerDomain, files: contents }
  }

  function take(
    answer: UploadOutcomeFragment | { __typename: 'Refusal'; message: string; field: string[] } | undefined,
    next: 'check' | 'done',
  ): boolean {
    refused.value = null
    if (!answer) return false
    if (answer.__typename === 'Refusal') {
      refused.value = answer
      return false
    }
    result.value = answer
    step.value = next
    return true
  }

  async function send(next: 'check' | 'done'): Promise<boolean> {
    fault.value = null
    try {
      const variables = { input: await input() }
      const mutation = next === 'check' ? checking : storing
      const data = await mutation.run(variables)
      fault.value = mutation.error.value
      if (!data) return false
      return take('checkTrustCertificates' in data ? data.checkTrustCertificates : data.uploadTrustCertificates, next)
    } catch {
      // A file that was moved or changed since it was chosen cannot be read any more.
      refused.value = { message: '', field: ['files'] }
      return false
    }
  }

  return {
    step,
    domain,
    files,
    result,
    refused,
    fault,
    running: computed(() => checking.running.value || storing.running.value),
    acceptable: computed(() => result.value?.outcomes.filter(({ outcome }) => outcome === 'WOULD_STORE').length ?? 0),
    check: () => send('check'),
    store: () => send('done'),
    /** Back to the files, which are still chosen. */
    back() {
      step.value = 'choose'
      result.value = null
    },
    restart() {
      step.value = 'choose'
      files.value = []
      result.value = null
    },
  }
}
