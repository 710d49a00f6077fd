import type { Meaning } from '@portico/ui-kit'
import { tally } from '../doctor/report.ts'
import type { TrustUploadOutcomeKind, UploadOutcomeFragment } from '../gql/graphql.ts'

/** The one sentence over an upload: its message key below `trustUpload.verdict` and the number it is about. */
export interface UploadVerdict {
  key: 'nothing' | 'known' | 'none' | 'acceptable' | 'stored'
  count: number
  /** Certificates and files that are not accepted. */
  refused: number
  meaning: Meaning
  /** Message key below `trustUpload.tag`. */
  tag: 'ACCEPTABLE' | 'ACCEPTED' | 'PARTLY' | 'REFUSED' | 'KNOWN'
}

/** Sums an upload up: what went well first, else how much there is to put right. */
export function verdictOf(upload: UploadOutcomeFragment, stored: boolean): UploadVerdict {
  const count = (...kinds: TrustUploadOutcomeKind[]) =>
    upload.outcomes.filter(({ outcome }) => kinds.includes(outcome)).length
  const good = count('STORED', 'WOULD_STORE')
  const refused = count('REFUSED', 'UNREADABLE')
  if (upload.outcomes.length === 0) return { key: 'nothing', count: 0, refused, meaning: 'negative', tag: 'REFUSED' }
  if (good > 0) {
    const key = stored ? 'stored' : 'acceptable'
    return refused > 0
      ? { key, count: good, refused, meaning: 'caution', tag: 'PARTLY' }
      : { key, count: good, refused, meaning: 'positive', tag: stored ? 'ACCEPTED' : 'ACCEPTABLE' }
  }
  if (refused === 0) return { key: 'known', count: count('ALREADY_STORED'), refused, meaning: 'info', tag: 'KNOWN' }
  const things = upload.outcomes.reduce((sum, { report }) => sum + tally(report).failed, 0)
  return { key: 'none', count: things, refused, meaning: 'negative', tag: 'REFUSED' }
}
