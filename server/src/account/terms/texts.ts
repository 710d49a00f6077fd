import { createHash } from 'node:crypto'
import type { Language } from '../../platform/i18n/languages.ts'
import ar from './2026-11-22/ar.json' with { type: 'json' }
import en from './2026-11-22/en.json' with { type: 'json' }
import fr from './2026-11-22/fr.json' with { type: 'json' }

/** Terms in one language: paragraphs of plain text. */
export interface TermsText {
  title: string
  paragraphs: string[]
}

export interface TermsVersion {
  version: string
  texts: Record<Language, TermsText>
}

/** The terms in force. A change of meaning is a new folder named by its day, and this line; everybody is asked again. */
export const currentTerms: TermsVersion = { version: '2026-11-22', texts: { en, fr, ar } }

/** Fingerprint of a text as it is shown: SHA-256, hex. */
export const fingerprintOf = ({ title, paragraphs }: TermsText): string =>
  createHash('sha256')
    .update(JSON.stringify([title, ...paragraphs]))
    .digest('hex')
