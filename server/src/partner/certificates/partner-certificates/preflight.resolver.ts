import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Clock } from '../../../platform/clock/clock.ts'
import type { Database } from '../../../platform/database/database.ts'
import { Public } from '../../../platform/graphql/allow.ts'
import { Cost } from '../../../platform/graphql/cost.ts'
import type { OperationContext } from '../../../platform/graphql/context.ts'
import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import { readFile, readFiles, toCertificateReport, type CertificateReport } from '../trust-store/index.ts'
import { preflight } from './preflight.ts'
import { PreflightInput, PreflightResult } from './preflight.types.ts'

export interface PreflightEdge {
  db: Database
  clock: Clock
  minimumRemainingDays: number
}

/** Files with issuers beside the certificate itself. */
const CHAIN_FILES = 5

/** The doctor for everybody. */
@Resolver()
export class PreflightResolver {
  readonly #edge: PreflightEdge

  constructor(edge: PreflightEdge) {
    this.#edge = edge
  }

  @Mutation(() => PreflightResult, {
    description:
      'Checks a certificate as an upload would, by the trust store alone. For everybody: nothing is stored, nothing of any partner is shown.',
  })
  @Public()
  // A sixth of what a stranger may spend a minute: a handful of checks from one address.
  @Cost(1_000)
  async preflightCertificate(
    @Arg('input', () => PreflightInput) input: PreflightInput,
    @Ctx() { language }: OperationContext,
  ): Promise<CertificateReport | Refusal> {
    const chain = input.chain ?? []
    if (chain.length > CHAIN_FILES) return refuse('INPUT_TOO_MANY', ['input', 'chain'], { most: CHAIN_FILES })
    const file = readFile(input.file, ['input', 'file'])
    if (isRefusal(file)) return file
    const more = readFiles(chain, ['input', 'chain'])
    if (isRefusal(more)) return more
    const { type, organisation, domain } = input
    const report = await preflight(this.#edge, { files: [file, ...more], type, organisation, domain })
    return isRefusal(report) ? report : toCertificateReport(report, language)
  }
}
