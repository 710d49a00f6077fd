import { decodeBundle } from './decode/bundle.ts'
import type { Certificate } from './decode/certificate.ts'
import { decodeCrls } from './decode/crl.ts'
import { explainCheck, reportOfFaults } from './explain.ts'
import type { Fault, Report } from './report.ts'
import type { PolicyParams } from './request.ts'
import { validate } from './validate/validate.ts'

/** One answer of `preflight --batch`. */
export interface BatchAnswer {
  /** As it came; null when the line could not be read that far. */
  id: unknown
  accepted: boolean
  /** The first rule that failed; null when accepted. */
  rule: string | null
  /** Index in the path, the leaf being 0; null when no certificate is meant. */
  certificate: number | null
  detail: string | null
  ms: number
}

/** Thrown by the readers below; says what was found instead. */
class MalformedLine extends Error {}

/** Answers one JSON line of `preflight --batch` by profile rfc5280. Never throws: what cannot be read is refused. */
export function answerLine(line: string): BatchAnswer {
  const start = performance.now()
  let id: unknown = null
  let report: Report
  try {
    const question = object(parse(line))
    id = question.id ?? null
    report = judge(question)
  } catch (error) {
    const known = error instanceof MalformedLine
    const rule = known ? 'batch.malformed-line' : 'batch.internal'
    const found = known ? error.message : error instanceof Error ? error.name : 'error'
    report = reportOfFaults([{ rule, element: 'line', certificate: null, facts: { found } }])
  }
  const failed = report.checks.find(check => check.outcome === 'FAILED')
  return {
    id,
    accepted: report.verdict === 'ACCEPTED',
    rule: failed?.rule ?? null,
    certificate: failed?.certificate ?? null,
    detail: failed ? explainCheck(failed, 'en').detail.replace(/[\u2068\u2069]/g, '') : null,
    ms: Math.round((performance.now() - start) * 1000) / 1000,
  }
}

function judge(question: Record<string, unknown>): Report {
  const [leaf, ...above] = certificates([text(question.leaf, 'leaf')])
  const anchors = certificates(texts(question.anchors, 'anchors'))
  const intermediates = certificates(texts(question.intermediates, 'intermediates'))
  const listTexts = texts(question.crls, 'crls')
  const lists = listTexts.map(list => decodeCrls(Buffer.from(list)))
  if (!leaf || isUnread(leaf))
    return reportOfFaults([leaf ?? { rule: 'bundle.no-certificate', element: 'leaf', certificate: null, facts: {} }])
  const crls = lists.flatMap(list => list.crls)
  // Lists that cannot be read are not the same as no lists: nothing is known then, and nothing is accepted.
  if (listTexts.length > 0 && crls.length === 0) return reportOfFaults(lists.flatMap(list => list.faults))
  const report = validate({
    leaf,
    anchors: anchors.filter(isRead),
    intermediates: [...above, ...intermediates].filter(isRead),
    crls,
    at: instant(question.at),
    profile: 'rfc5280',
    params: policyParams(question.params),
    maxDepth: depth(question.maxDepth),
  })
  return explainedByFaults(report, [...above, ...intermediates, ...anchors].filter(isUnread))
}

/** Where an issuer is missing and something handed in could not be read, what could not be read is the cause. */
export function explainedByFaults(report: Report, faults: Fault[]): Report {
  const missing = new Set([
    'path.issuer-missing',
    'path.issuer-other-key',
    'path.root-untrusted',
    'path.self-signed',
    'trust-store.issuer-missing',
  ])
  const found = report.checks.find(check => check.outcome === 'FAILED')
  if (faults.length === 0 || !found || !missing.has(found.rule)) return report
  return {
    ...report,
    checks: [...reportOfFaults(faults).checks, ...report.checks.filter(check => !missing.has(check.rule))],
  }
}

type Read = Certificate | Fault
const isUnread = (read: Read): read is Fault => 'element' in read
const isRead = (read: Read): read is Certificate => !isUnread(read)

function certificates(pems: string[]): Read[] {
  return pems.flatMap(pem => {
    const { certificates, faults } = decodeBundle(Buffer.from(pem))
    return [...certificates, ...faults]
  })
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new MalformedLine('no JSON')
  }
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedLine('no JSON object')
  return value as Record<string, unknown>
}

function text(value: unknown, member: string): string {
  if (typeof value !== 'string') throw new MalformedLine(`${member} is no text`)
  return value
}

function texts(value: unknown, member: string): string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new MalformedLine(`${member} is no list`)
  return value.map(item => text(item, member))
}

function instant(value: unknown): Date {
  const date = value === undefined || value === null ? new Date() : new Date(text(value, 'at'))
  if (Number.isNaN(date.getTime())) throw new MalformedLine('at is no instant')
  return date
}

function depth(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new MalformedLine('maxDepth is no count')
  return value
}

function policyParams(value: unknown): PolicyParams {
  if (value === undefined || value === null) return {}
  const params = object(value)
  const flag = (name: string): boolean | undefined => {
    const given = params[name]
    if (given === undefined || given === null || typeof given === 'boolean') return given ?? undefined
    throw new MalformedLine(`${name} is neither true nor false`)
  }
  const policies = params.user_initial_policy_set
  return {
    userInitialPolicySet:
      policies === undefined || policies === null ? undefined : texts(policies, 'user_initial_policy_set'),
    initialExplicitPolicy: flag('initial_explicit_policy'),
    initialPolicyMappingInhibit: flag('initial_policy_mapping_inhibit'),
    initialAnyPolicyInhibit: flag('initial_any_policy_inhibit'),
  }
}
