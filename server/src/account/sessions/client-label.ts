import { apart } from '../../platform/i18n/apart.ts'
import type { Language } from '../../platform/i18n/languages.ts'

/** Browsers by the mark in their User-Agent, the particular before the general: Edge says Chrome, Chrome says Safari. */
const browsers: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
]

const systems: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Stands in the stored label, whatever the language. */
const BETWEEN = ' on '

/**
 * Browser and system in a few words, `Firefox on Linux`, so that people know their own sessions; null when the header
 * names neither. Names only, no versions: nothing here tells two people apart.
 */
export function clientLabel(userAgent: string | undefined): string | null {
  const named = (list: typeof browsers) => list.find(([mark]) => mark.test(userAgent ?? ''))?.[1]
  const parts = [named(browsers), named(systems)].filter(Boolean)
  return parts.length > 0 ? parts.join(BETWEEN) : null
}

const together: Record<Language, (browser: string, system: string) => string> = {
  en: (browser, system) => `${browser} on ${system}`,
  fr: (browser, system) => `${browser} sous ${system}`,
  // The mark in front keeps the Latin name that comes first from making it a line from left to right.
  ar: (browser, system) => `\u200F${apart(browser)} على ${apart(system)}`,
}

/** A label of `clientLabel` in the reader's language. */
export function clientInWords(label: string, language: Language): string {
  const [first = '', system] = label.split(BETWEEN)
  return system === undefined ? first : together[language](first, system)
}
