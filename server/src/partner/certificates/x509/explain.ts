import ar from './locales/ar.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }
import fr from './locales/fr.json' with { type: 'json' }
import type { Check, ExplainedCheck, Fault, Report } from './report.ts'
import { ruleOf } from './rules.ts'
import { harmless, isolate, namedIdentifiers, spokenDate, spokenDistance } from './speech.ts'

export interface RuleText {
  title?: string
  detail?: string
  remedy?: string
}

export interface Locale {
  words: typeof en.words
  rules: Record<string, RuleText>
}

/** A language is added by adding its file here. */
export const locales: Record<string, Locale> = { en, fr, ar }

export const languages: readonly string[] = Object.keys(locales)

/** The texts of a language; a region is dropped (`fr-CA` → `fr`), English stands in for what is not installed. */
export function localeOf(language: string): { language: string; locale: Locale } {
  const base = language.toLowerCase().split('-')[0]!
  const known = locales[base]
  return known ? { language: base, locale: known } : { language: 'en', locale: en }
}

/**
 * The report's checks in words: what was asked, what was found, what to do. Dates are spoken out in UTC; names,
 * numbers and identifiers are isolated (U+2068 … U+2069), so that they stand right in a text of either direction.
 */
export function explain(report: Pick<Report, 'checks'>, language: string): ExplainedCheck[] {
  return report.checks.map(check => explainCheck(check, language))
}

export function explainCheck(check: Check, language: string): ExplainedCheck {
  const found = localeOf(language)
  const name = textName(check)
  const say = (field: keyof RuleText): string | undefined => {
    const text = found.locale.rules[name]?.[field] ?? found.locale.rules[name.split('.')[0]!]?.[field]
    return text === undefined ? undefined : fill(text, check, found.language, found.locale)
  }
  const texts = { title: say('title') ?? check.rule, detail: say('detail') ?? check.rule }
  if (check.outcome === 'PASSED') return { ...check, ...texts }
  // Where the certificate says where its issuer's can be had, say so too.
  const address = check.facts.addresses
    ? fill(found.locale.words.address, check, found.language, found.locale)
    : undefined
  const remedy = [say('remedy'), address].filter(part => part !== undefined).join(' ')
  return { ...check, ...texts, ...(remedy === '' ? {} : { remedy }) }
}

/** What could not run has a text of its own, after its cause. */
function textName(check: Check): string {
  return check.outcome === 'NOT_RUN' && typeof check.facts.cause === 'string'
    ? `${check.rule}.${check.facts.cause}`
    : check.rule
}

/** Facts that hold object identifiers. */
const identifying: ReadonlySet<string> = new Set(['extension', 'purposes', 'allowed', 'inner', 'outer'])
const isoDate = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

function fill(text: string, check: Check, language: string, locale: Locale): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => {
    if (key === 'certificate') return isolate(harmless(check.certificateName ?? locale.words.fileProblem))
    if (key === 'distance') return spokenDistance(check.facts, language)
    const value = check.facts[key]
    if (value === null || value === undefined || value === '') return locale.words.none
    return typeof value === 'string' && isoDate.test(value)
      ? spokenDate(value, language)
      : isolate(harmless(identifying.has(key) ? namedIdentifiers(String(value)) : String(value)))
  })
}

/** A report about bytes that could not be read at all, so that callers have one shape for every refusal. */
export function reportOfFaults(faults: readonly Fault[]): Report {
  return {
    verdict: 'REFUSED',
    path: [],
    paths: [],
    work: { signatures: 0, comparisons: 0, pathsTried: 0 },
    checks: faults.map(fault => ({
      rule: fault.rule,
      outcome: 'FAILED',
      certificate: null,
      facts: {
        ...fault.facts,
        element: fault.element,
        ...(fault.certificate === null ? {} : { position: fault.certificate + 1 }),
      },
      ...ruleOf(fault.rule),
    })),
  }
}
