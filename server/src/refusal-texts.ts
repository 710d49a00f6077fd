import ar from './locales/ar.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }
import fr from './locales/fr.json' with { type: 'json' }
import type { Refusal } from './platform/refusal/refusal.ts'
import type { RefusalCode } from './refusals.ts'

const texts: Record<string, Record<RefusalCode, string>> = { en, fr, ar }

/** The refusal in words; facts fill the places in braces. English where a language has no text of its own. */
export function refusalText(refusal: Refusal<RefusalCode>, language: string): string {
  const text = (texts[language] ?? en)[refusal.code]
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(refusal.facts[name] ?? place))
}
