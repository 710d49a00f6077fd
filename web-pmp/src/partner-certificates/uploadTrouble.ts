/** Why an upload went no further, by what can be done about it. */
export type Trouble =
  /** The file itself cannot be taken; without a message the browser could not read it. */
  | { kind: 'file'; message: string | null }
  /** The platform's Key Manager does not answer: nothing was saved, the same file can be sent again. */
  | { kind: 'unavailable'; message: string }
  /** Something comes before the certificate: the terms, the policy group. */
  | { kind: 'before'; message: string }
  /** Our engine accepted it, the platform's Key Manager did not. */
  | { kind: 'platform'; message: string; code: string; originalCode?: string | null }
  | { kind: 'other'; message: string }

const BEFORE = ['TERMS_NOT_ACCEPTED', 'POLICY_GROUP_NEEDED']

/** Sorts a refusal by what the page offers after it. */
export function troubleOf({ refusal, message, field }: { refusal: string; message: string; field: string[] }): Trouble {
  if (refusal === 'KEY_MANAGER_UNAVAILABLE') return { kind: 'unavailable', message }
  if (BEFORE.includes(refusal)) return { kind: 'before', message }
  if (refusal.startsWith('CERTIFICATE_') || field.includes('file')) return { kind: 'file', message }
  return { kind: 'other', message }
}
