import { type Fault, useMutation } from '@portico/web-core'
import { computed, ref, shallowRef, watch } from 'vue'
import { toBase64 } from '../doctor/certificateFiles.ts'
import {
  CheckPartnerCertificateDocument,
  type ReportFragment,
  UploadPartnerCertificateDocument,
  type UploadPartnerCertificateMutation,
} from '../gql/graphql.ts'
import { type Trouble, troubleOf } from './uploadTrouble.ts'

type Answer = UploadPartnerCertificateMutation['uploadPartnerCertificate']
export type Stored = Extract<Answer, { __typename: 'PartnerCertificateStored' }>

/**
 * One file, examined as soon as it is chosen, stored when asked to. The file stays chosen through everything that can
 * go wrong, so that "Try again" sends the same bytes.
 * @param partnerId whose certificate it becomes
 */
export function useCertificateUpload(partnerId: () => string) {
  const files = shallowRef<File[]>([])
  const report = shallowRef<ReportFragment | null>(null)
  const alreadyCurrent = ref(false)
  const trouble = shallowRef<Trouble | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const stored = shallowRef<Stored | null>(null)

  const checking = useMutation(CheckPartnerCertificateDocument)
  const storing = useMutation(UploadPartnerCertificateDocument)
  const running = computed(() => checking.running.value || storing.running.value)
  let round = 0

  const forget = () => {
    trouble.value = fault.value = null
  }
  /** The file as the server takes it; undefined when it cannot be read any more (moved or changed since). */
  async function input() {
    const [file] = files.value
    if (!file) return undefined
    try {
      return { partnerId: partnerId(), file: { name: file.name, content: await toBase64(file) } }
    } catch {
      trouble.value = { kind: 'file', message: null }
      return undefined
    }
  }

  async function check() {
    const mine = ++round
    forget()
    const wanted = await input()
    if (!wanted || mine !== round) return
    const answer = (await checking.run({ input: wanted }))?.checkPartnerCertificate
    // Another file was chosen meanwhile: this answer is about the former one.
    if (mine !== round) return
    fault.value = checking.error.value
    if (!answer) return
    if (answer.__typename === 'Refusal') {
      trouble.value = troubleOf(answer)
      return
    }
    report.value = answer.report
    alreadyCurrent.value = answer.alreadyCurrent
  }

  async function store() {
    const mine = ++round
    forget()
    const wanted = await input()
    if (!wanted || mine !== round) return
    const answer = (await storing.run({ input: wanted }))?.uploadPartnerCertificate
    fault.value = storing.error.value
    if (!answer) return
    if (answer.__typename === 'Refusal') trouble.value = troubleOf(answer)
    else if (answer.__typename === 'PartnerCertificateRefused') {
      report.value = answer.report
      if (answer.platform) trouble.value = { kind: 'platform', ...answer.platform }
    } else stored.value = answer
  }

  // Every other choice starts afresh.
  watch(files, now => {
    round++
    report.value = null
    alreadyCurrent.value = false
    forget()
    if (now.length > 0) void check()
  })

  return {
    files,
    report,
    alreadyCurrent,
    trouble,
    fault,
    stored,
    checking: checking.running,
    storing: storing.running,
    running,
    check,
    store,
  }
}
