import type { SigningRefusalCode } from '../signing/index.ts'
import ar from './locales/ar.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }
import fr from './locales/fr.json' with { type: 'json' }

const texts: Record<string, Record<SigningRefusalCode, string>> = { en, fr, ar }

/** Why the platform's Key Manager does not sign what our engine accepted, in words. English for a language not installed. */
export const platformRefusalText = (code: SigningRefusalCode, language: string): string => (texts[language] ?? en)[code]
