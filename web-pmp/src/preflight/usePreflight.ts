import { type Fault, useMutation } from '@portico/web-core'
import { computed, ref, shallowRef } from 'vue'
import { MOST_BYTES, MOST_FILES, toBase64 } from '../doctor/certificateFiles.ts'
import { type PartnerType, PreflightCertificateDocument, type ReportFragment } from '../gql/graphql.ts'
import { PARTNER_TYPE_DOMAIN } from '../partners/partnerTypes.ts'
import { holdsPrivateKey } from './secrets.ts'
import type { Shared } from './shareLink.ts'

/** What keeps a check from being asked for, by its message key below `preflight.error`. */
export type Lack = 'type' | 'organisation' | 'file' | 'text' | 'tooLarge' | 'tooMany' | 'privateKey' | 'unreadable'
export interface Refused {
  message: string
  field: string[]
}

/** The types a certificate can be brought for; of the others there is nothing to check. */
export const CHECKED_TYPES = (Object.keys(PARTNER_TYPE_DOMAIN) as PartnerType[]).filter(
  type => PARTNER_TYPE_DOMAIN[type] !== null,
)
export const isCheckedType = (code: string): code is PartnerType => CHECKED_TYPES.some(type => type === code)

/** Choose, check, read. Nothing is stored anywhere; what was entered stays through every mistake. */
export function usePreflight() {
  const type = ref<PartnerType | ''>('')
  const organisation = ref('')
  const how = ref<'file' | 'text'>('file')
  const files = shallowRef<File[]>([])
  const chain = shallowRef<File[]>([])
  const pasted = ref('')
  const report = shallowRef<ReportFragment | null>(null)
  /** What the report is about: a link is made of this, whatever the form says by now. */
  const checked = shallowRef<Shared | null>(null)
  const refused = shallowRef<Refused | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const preflight = useMutation(PreflightCertificateDocument)
  const reading = ref(false)

  const domain = computed(() => (type.value ? PARTNER_TYPE_DOMAIN[type.value] : null))
  const sources = () => {
    const own = how.value === 'file' ? files.value : [new File([pasted.value], 'pasted.pem')]
    return [...own, ...chain.value]
  }

  /** Whatever is missing or must not be sent, in the order of the form. */
  async function lacks(): Promise<Lack[]> {
    const found: Lack[] = []
    if (!type.value) found.push('type')
    if (!organisation.value.trim()) found.push('organisation')
    if (how.value === 'file' && files.value.length === 0) found.push('file')
    if (how.value === 'text' && !pasted.value.trim()) found.push('text')
    const all = sources()
    if (all.length > MOST_FILES) found.push('tooMany')
    if (all.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) found.push('tooLarge')
    else {
      try {
        const texts = await Promise.all(all.map(file => file.text()))
        if (texts.some(holdsPrivateKey)) found.push('privateKey')
      } catch {
        found.push('unreadable')
      }
    }
    return found
  }

  async function contents(): Promise<Shared> {
    const read = await Promise.all(sources().map(async file => ({ name: file.name, content: await toBase64(file) })))
    return { type: type.value, organisation: organisation.value.trim(), files: read }
  }

  /** Asks the engine; true when there is a report. The caller has seen to it that nothing lacks. */
  async function check(): Promise<boolean> {
    refused.value = fault.value = null
    reading.value = true
    const wanted = await contents().finally(() => (reading.value = false))
    const [file, ...issuers] = wanted.files
    if (!file || !wanted.type || !domain.value) return false
    const answer = (
      await preflight.run({
        input: {
          file,
          chain: issuers,
          type: wanted.type,
          organisation: wanted.organisation,
          domain: domain.value,
        },
      })
    )?.preflightCertificate
    fault.value = preflight.error.value
    if (!answer) return false
    if (answer.__typename === 'Refusal') {
      refused.value = answer
      return false
    }
    report.value = answer
    checked.value = wanted
    return true
  }

  return {
    type,
    organisation,
    how,
    files,
    chain,
    pasted,
    domain,
    report,
    checked,
    refused,
    fault,
    running: computed(() => reading.value || preflight.running.value),
    lacks,
    check,
    /** Back to what was entered. */
    back() {
      report.value = null
    },
    /** Fills the form in from a link. */
    take(shared: Shared) {
      const [file, ...issuers] = shared.files.map(({ name, content }) => new File([bytesOf(content)], name))
      type.value = shared.type
      organisation.value = shared.organisation
      how.value = 'file'
      files.value = file ? [file] : []
      chain.value = issuers
      report.value = refused.value = fault.value = null
    },
  }
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
