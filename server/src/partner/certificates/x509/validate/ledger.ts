import type { Work } from '../report.ts'
import { isWeak, signatureFits, verifySignature } from './signature.ts'
import type { Signed } from './signature.ts'
import type { SubjectPublicKey } from '../decode/key.ts'

/** Counted limits (quality §3.1, RFC 4158 §2.4): whatever is handed in, the engine stops here. */
export const budgets = { signatures: 100, comparisons: 250_000, paths: 100 } as const

export type Budget = keyof typeof budgets

/** Raised when a budget is used up; `validate` turns it into the refusal `path.budget`. */
export class BudgetSpent extends Error {
  readonly budget: Budget
  constructor(budget: Budget) {
    super(`budget of ${budget} is spent`)
    this.budget = budget
  }
}

/** Counts the work of one question, and remembers signatures already checked. */
export class Ledger implements Work {
  signatures = 0
  comparisons = 0
  pathsTried = 0
  readonly #known = new Map<Signed, Map<SubjectPublicKey, boolean>>()

  /** Did this key make this signature, and can nobody else have made it? */
  verify(signed: Signed, key: SubjectPublicKey): boolean {
    let byKey = this.#known.get(signed)
    if (!byKey) this.#known.set(signed, (byKey = new Map()))
    let valid = byKey.get(key)
    if (valid === undefined) {
      valid = !isWeak(signed) && this.#check(signed, key)
      byKey.set(key, valid)
    }
    return valid
  }

  /** Did the certificate sign itself? Says what it is, not that it can be trusted, so a weak hash will do. */
  signedItself(certificate: Signed & { key: SubjectPublicKey }): boolean {
    return this.#check(certificate, certificate.key)
  }

  #check(signed: Signed, key: SubjectPublicKey): boolean {
    if (!signatureFits(signed, key)) return false
    if (this.signatures >= budgets.signatures) throw new BudgetSpent('signatures')
    this.signatures++
    return verifySignature(signed, key)
  }

  compare(count = 1): void {
    this.comparisons += count
    if (this.comparisons > budgets.comparisons) throw new BudgetSpent('comparisons')
  }

  tryPath(): void {
    if (this.pathsTried >= budgets.paths) throw new BudgetSpent('paths')
    this.pathsTried++
  }
}
