import type { Certificate } from '../decode/certificate.ts'
import type { Check, CheckOutcome, Facts } from '../report.ts'
import { ruleOf } from '../rules.ts'
import type { RuleName } from '../rules.ts'

/** Collects the checks of one path. A rule asks `failed`; the judge adds what passed. */
export class Findings {
  /** Leaf first. Where `anchored`, the last one is the trust anchor. */
  readonly path: readonly Certificate[]
  readonly anchored: boolean
  readonly checks: Check[] = []
  failures = 0

  constructor(path: readonly Certificate[], anchored: boolean) {
    this.path = path
    this.anchored = anchored
  }

  isAnchor(index: number): boolean {
    return this.anchored && index === this.path.length - 1
  }

  failed(rule: RuleName, index: number | null, facts: Facts = {}): void {
    this.failures++
    this.#add(rule, 'FAILED', index, facts)
  }

  passed(rule: RuleName, index: number | null, facts: Facts = {}): void {
    this.#add(rule, 'PASSED', index, facts)
  }

  notRun(rule: RuleName, index: number | null, facts: Facts = {}): void {
    this.#add(rule, 'NOT_RUN', index, facts)
  }

  has(rule: RuleName, index: number): boolean {
    return this.checks.some(check => check.rule === rule && check.certificate === index && check.outcome === 'FAILED')
  }

  #add(rule: RuleName, outcome: CheckOutcome, certificate: number | null, facts: Facts): void {
    const { code, reference } = ruleOf(rule)
    const certificateName = certificate === null ? undefined : this.path[certificate]?.displayName
    this.checks.push({ rule, outcome, certificate, certificateName, facts, code, reference })
  }
}
