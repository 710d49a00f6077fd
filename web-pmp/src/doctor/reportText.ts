import type { Language } from '@portico/web-core'
import { drawingOf, findingsOf, type Report, type ReportFormat, tally, type Translate } from './report.ts'

interface Subject {
  name: string
  fileName: string
  report: Report
}

/** The whole report as plain text, for a mail to whoever issued the certificate. */
export function reportText(
  { name, fileName, report }: Subject,
  { t, format, language }: { t: Translate; format: ReportFormat; language: Language },
): string {
  const { passed, notRun } = tally(report)
  const chain = drawingOf(report, { t, format, target: String }).map(link => {
    const marks = link.marks?.map(mark => `[${mark.number}]`).join(' ')
    return [`- ${link.kind}: ${link.name}`, ...(link.facts ?? []), marks].filter(Boolean).join('; ')
  })
  const findings = findingsOf(report, language).map(({ number, title, detail, remedy, check }) =>
    [
      `${number}. ${title}`,
      check.certificateName && `   ${t('doctor.fact.certificate')}: ${check.certificateName}`,
      `   ${t('doctor.fact.rule')}: ${[check.rule, check.reference].filter(Boolean).join(', ')}`,
      `   ${t('doctor.fact.found')}: ${detail}`,
      remedy && `   ${t('doctor.remedy')}: ${remedy}`,
      check.code && `   ${t('doctor.fact.code')}: ${check.code}`,
    ]
      .filter(Boolean)
      .join('\n'),
  )
  return [
    `${name} (${fileName})`,
    t(`doctor.verdict.${report.verdict}`),
    '',
    ...(chain.length ? [`${t('doctor.chain.title')}:`, ...chain, ''] : []),
    ...findings.flatMap(finding => [finding, '']),
    t('doctor.summaryText', { passed: format.number(passed), notRun: format.number(notRun) }),
  ].join('\n')
}
