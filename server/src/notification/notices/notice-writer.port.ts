import type { Language } from '../../platform/i18n/languages.ts'
import type { Mail } from '../mail/mail.ts'
import type { NoticeKind } from './notice.entity.ts'
import type { SummaryForMail } from './summary-reader.port.ts'

/** A notice as its mail speaks of it. */
export interface NoticeForMail {
  id: string
  kind: NoticeKind
  objectId: string
  /** When the object expires; for what is no expiry, when it happened. */
  dueAt: Date
  /** Business time. */
  createdAt: Date
  facts: Readonly<Record<string, string | number | null>>
  /** Of a weekly summary; null where it was deleted meanwhile. */
  summary: SummaryForMail | null
}

/** Puts notices into a mail, in the words of whoever knows what they are about. */
export interface NoticeWriter {
  /**
   * One notice, or the many of a digest, as one mail. `digest` lists them even when few are left of them. The same
   * notices make the same mail, however often it is tried. `name` is the person's, empty where none is known.
   */
  write(notices: readonly NoticeForMail[], to: { language: Language; name: string; digest: boolean }): Mail
}
