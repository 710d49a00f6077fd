import { explainCheck, localeOf } from './explain.ts'
import type { PathEntry, Report } from './report.ts'
import { harmless, spokenDate } from './speech.ts'

/** The whole report as plain text: verdict, the chain drawn from the root down, what is wrong, what to do. */
export function explainText(report: Report, language: string): string {
  const { language: known, locale } = localeOf(language)
  const { words } = locale
  const lines = [report.verdict === 'ACCEPTED' ? words.accepted : words.refused, '']
  if (report.path.length > 0) lines.push(words.chain, ...drawn(report, known), '')
  const failed = report.checks.filter(check => check.outcome === 'FAILED')
  if (failed.length > 0) lines.push(words.problems)
  for (const [i, check] of failed.entries()) {
    const { title, detail, remedy, reference, code } = explainCheck(check, known)
    lines.push('', `${i + 1}. ${title}`, `   ${detail}`)
    if (remedy) lines.push(`   ${words.remedy} ${remedy}`)
    lines.push(`   ${words.rule} ${[check.rule, reference, code].filter(Boolean).join(' · ')}`)
  }
  if (failed.length > 0) lines.push('')
  lines.push(words.passed.replace('{count}', String(report.checks.filter(check => check.outcome === 'PASSED').length)))
  for (const check of report.checks)
    if (check.outcome === 'NOT_RUN') lines.push(`${words.notRun} ${explainCheck(check, known).title}`)
  const text = `${lines.join('\n')}\n`
  // Left-to-right text on a terminal needs no isolates, and many terminals draw them.
  return known === 'ar' ? text : text.replace(/[\u2068\u2069]/g, '')
}

function drawn(report: Report, language: string): string[] {
  const { words } = localeOf(language).locale
  const role = (entry: PathEntry): string =>
    entry.index === 0 ? words.leaf : entry.role === 'ROOT' ? words.root : words.intermediate
  return report.path.toReversed().map((entry, depth) => {
    const marks = report.checks.flatMap((check, i) =>
      check.outcome === 'FAILED' && check.certificate === entry.index ? [number(report, i)] : [],
    )
    const notes = [
      role(entry),
      ...(entry.known ? [] : [words.missing]),
      ...(entry.inTrustStore ? [words.trusted] : []),
      ...(entry.validTo ? [words.validTo.replace('{date}', spokenDate(entry.validTo.toISOString(), language))] : []),
    ]
    const sign = !entry.known ? '?' : marks.length > 0 ? '✗' : '✓'
    return `  ${'   '.repeat(depth)}${depth > 0 ? '└─ ' : ''}${sign} ${harmless(entry.name)} (${notes.join(words.separator)})${marks.map(mark => ` [${mark}]`).join('')}`
  })
}

/** Failed checks are numbered in the order they are told. */
function number(report: Report, index: number): number {
  return report.checks.slice(0, index + 1).filter(check => check.outcome === 'FAILED').length
}
