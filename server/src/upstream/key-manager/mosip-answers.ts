import { z } from 'zod'
import type {
  SignerUnavailable,
  UnavailableReason,
} from '../../partner/certificates/signing/certificate-signer.port.ts'

/** What came back over HTTP, understood as far as the kernel's envelope goes. */
export type Answer<T> = { kind: 'answered'; value: T } | { kind: 'error'; code: string } | SignerUnavailable

/** `{ response, errors: [{ errorCode, message }] }`; errors are null, empty or absent on success, and come with HTTP 200. */
const envelope = z.object({
  response: z.unknown(),
  errors: z
    .array(z.object({ errorCode: z.string().min(1).max(64) }))
    .nullish()
    .transform(errors => errors ?? []),
})

/** Codes of the kernel's own gate. */
const admission = new Set(['KER-ATH-401', 'KER-ATH-403'])
/** Key Manager broke while it answered: sent with HTTP 200 as well as 500. */
const broken = /^KER-[A-Z]+-500$/

export const unavailable = (reason: UnavailableReason, detail: string): SignerUnavailable => ({
  kind: 'unavailable',
  reason,
  detail,
})

/** The answers of uploadPartnerCertificate, uploadCACertificate and getPartnerCertificate. */
export const uploaded = z.object({
  certificateId: z.string().regex(/^[\w-]{1,64}$/),
  signedCertificateData: z.string().min(1),
})
export const authorityUploaded = z.object({ status: z.string() })
export const partnerCertificate = z.object({ certificateData: z.string().min(1) })

/**
 * Understands an answer of the kernel. The status of a 401 counts, never its body, which may be two documents glued
 * together; everything else is known by its body, since errors come with HTTP 200.
 */
export function understand<T>(status: number, body: string, schema: z.ZodType<T>): Answer<T> {
  if (status === 401 || status === 403) return unavailable('not-admitted', `HTTP ${status}`)
  const read = envelope.safeParse(parseJson(body))
  const code = read.data?.errors[0]?.errorCode
  if (code) {
    if (admission.has(code)) return unavailable('not-admitted', code)
    return broken.test(code) || status >= 500 ? unavailable('failing', code) : { kind: 'error', code }
  }
  if (status >= 500 || status === 429) return unavailable('failing', `HTTP ${status}`)
  const value = schema.safeParse(read.data?.response)
  if (status === 200 && value.success) return { kind: 'answered', value: value.data }
  return unavailable('not-understood', `HTTP ${status}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
