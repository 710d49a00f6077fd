import type { ChainLink } from '@portico/ui-kit'
import type { Format, Language } from '@portico/web-core'
import type { ReportFragment } from '../gql/graphql.ts'

/** One certificate's examination, as the server answers it. */
export type Report = ReportFragment
export type Check = Report['checks'][number]
export type Translate = (key: string, named?: Record<string, unknown>) => string

/** The figures and dates a report writes. */
export type ReportFormat = Pick<Format, 'number' | 'day'>

/** A check's words. */
export interface CheckWords {
  title: string
  detail: string
  remedy: string | null
}

/** A failed check under its number: 1 is the first to put right. */
export interface NumberedFinding extends CheckWords {
  number: number
  check: Check
}

/**
 * The words of a check in the language shown now. The server sends every language it has, so that switching needs no
 * second examination; a language it lacks falls back to that of the request.
 */
export function wordsOf(check: Check, language: Language): CheckWords {
  const { title, detail, remedy } = check.texts.find(text => text.language === language) ?? check
  return { title, detail, remedy: remedy ?? null }
}

/** What is wrong, numbered in the order the engine found it. */
export function findingsOf(report: Report, language: Language): NumberedFinding[] {
  return report.checks
    .filter(check => check.outcome === 'FAILED')
    .map((check, index) => ({ number: index + 1, check, ...wordsOf(check, language) }))
}

/** How many checks passed and how many could not run. */
export function tally(report: Report) {
  const count = (outcome: Check['outcome']) => report.checks.filter(check => check.outcome === outcome).length
  return { passed: count('PASSED'), notRun: count('NOT_RUN'), failed: count('FAILED') }
}

/**
 * The chain as a picture, root first, each certificate carrying the numbers of what is wrong with it.
 * @param target id of the finding with a number, for the marks to lead to
 */
export function drawingOf(
  report: Report,
  { t, format, target }: { t: Translate; format: ReportFormat; target: (number: number) => string },
): ChainLink[] {
  const failed = report.checks.filter(check => check.outcome === 'FAILED')
  const path = report.path.toSorted((a, b) => b.index - a.index)
  // Whatever stands below a break hangs in the air: it is not called right, even with no fault of its own.
  let holds = true
  return path.map((certificate, position) => {
    const marks = failed.flatMap((check, index) =>
      check.certificate === certificate.index
        ? [{ number: index + 1, target: target(index + 1), label: t('doctor.problem', { n: index + 1 }) }]
        : [],
    )
    const above = path[position - 1]
    const broken = !certificate.known ? 'missing' : marks.length > 0 ? 'broken' : null
    if (broken) holds = false
    const state = broken ?? (holds ? 'ok' : 'plain')
    return {
      key: String(certificate.index),
      name: certificate.name,
      kind: t(kindOf(certificate)),
      state,
      marks,
      facts: factsOf(certificate, failed, t, format),
      ...(state === 'ok'
        ? {
            status: {
              label: t(certificate.inTrustStore ? 'doctor.chain.trusted' : 'doctor.chain.inOrder'),
              meaning: 'positive' as const,
            },
          }
        : {}),
      ...(above ? { relation: t(relationOf(certificate, above)) } : {}),
    }
  })
}

type InPath = Report['path'][number]

/** RFC 5280 §4.1.2.5, as the engine names it. */
const EXPIRED = 'validity.not-after'

function kindOf(certificate: InPath): string {
  if (!certificate.known) return `doctor.chain.missing.${certificate.role}`
  if (certificate.index === 0) return 'doctor.chain.checked'
  return `doctor.chain.${certificate.inTrustStore ? 'stored' : 'sent'}.${certificate.role}`
}

function relationOf(certificate: InPath, above: InPath): string {
  if (!certificate.known) return 'doctor.chain.shouldHaveIssued'
  return above.known ? 'doctor.chain.issued' : 'doctor.chain.issuedAsSaid'
}

function factsOf(certificate: InPath, failed: Check[], t: Translate, format: ReportFormat): string[] {
  if (!certificate.known) return [t('doctor.chain.nowhere')]
  const facts: string[] = []
  if (certificate.organisation) facts.push(t('doctor.chain.organisation', { name: certificate.organisation }))
  if (certificate.validTo) {
    // The engine's finding, not our clock: a stranger's page does not know the server's business time.
    const expired = failed.some(check => check.certificate === certificate.index && check.rule === EXPIRED)
    facts.push(t(expired ? 'doctor.chain.expired' : 'doctor.chain.validTo', { day: format.day(certificate.validTo) }))
  }
  return facts
}
