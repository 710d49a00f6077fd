import type { Language } from '@portico/web-core'
import { type Report, wordsOf } from './report.ts'

/** The whole report for a program: stable names of rules, texts in the language shown, indented for reading. */
export function reportJson(
  { name, fileName, report }: { name: string; fileName: string; report: Report },
  language: Language,
): string {
  const chain = report.path.map(certificate => {
    const { index, name: is, organisation, known, role, inTrustStore, subject, keyDescription } = certificate
    const { thumbprintSha256, validFrom, validTo } = certificate
    const said = { subject, organisation, keyDescription, thumbprintSha256, validFrom, validTo }
    return { index, name: is, role, known, inTrustStore, ...said }
  })
  const checks = report.checks.map(check => {
    const { rule, outcome, certificate, certificateName, code, reference } = check
    return { rule, outcome, certificate, certificateName, ...wordsOf(check, language), code, reference }
  })
  return JSON.stringify({ certificate: name, file: fileName, verdict: report.verdict, chain, checks }, null, 2)
}
