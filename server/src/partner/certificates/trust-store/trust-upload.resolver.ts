import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../../platform/clock/clock.ts'
import { Allow } from '../../../platform/graphql/allow.ts'
import type { OperationContext } from '../../../platform/graphql/context.ts'
import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import { readFiles } from './certificate-file.ts'
import { toCertificateReport } from './certificate-report.types.ts'
import { toTrustCertificate } from './trust-store.resolver.ts'
import type { TrustStoreQueries } from './trust-store.queries.ts'
import { uploadLimits, type TrustStoreService, type UploadOutcome } from './trust-store.service.ts'
import * as wire from './trust-store.types.ts'
import type { CertificateFile } from './trust-upload.ts'

export interface TrustUploadEdge {
  clock: Clock
  queries: TrustStoreQueries
  store: TrustStoreService
}

/** Checking and uploading of certificates for the trust store. */
@Resolver(() => wire.TrustUploadOutcome)
export class TrustUploadResolver {
  readonly #edge: TrustUploadEdge

  constructor(edge: TrustUploadEdge) {
    this.#edge = edge
  }

  @Mutation(() => wire.UploadTrustCertificatesResult, {
    description: 'Checks every certificate of the files by the same engine as upload; stores nothing.',
  })
  @Allow('trust.write')
  async checkTrustCertificates(
    @Arg('input', () => wire.UploadTrustCertificatesInput) input: wire.UploadTrustCertificatesInput,
    @Ctx() context: OperationContext,
  ) {
    const files = filesOf(input.files)
    return isRefusal(files) ? files : this.#answer(await this.#edge.store.check(input.domain, files), context)
  }

  @Mutation(() => wire.UploadTrustCertificatesResult, {
    description: 'Stores each certificate the engine accepts; says of every other one why not.',
  })
  @Allow('trust.write')
  async uploadTrustCertificates(
    @Arg('input', () => wire.UploadTrustCertificatesInput) input: wire.UploadTrustCertificatesInput,
    @Ctx() context: OperationContext,
  ) {
    const files = filesOf(input.files)
    return isRefusal(files)
      ? files
      : this.#answer(await this.#edge.store.upload(context.principal!, input.domain, files), context)
  }

  @FieldResolver(() => wire.TrustCertificate, {
    nullable: true,
    description: 'The stored row, for STORED and ALREADY_STORED.',
  })
  async trustCertificate(@Root() { storedId }: wire.TrustUploadOutcome): Promise<wire.TrustCertificate | null> {
    const [row] = storedId ? await this.#edge.queries.byIds([storedId]) : []
    return row ? toTrustCertificate(row, this.#edge.clock.businessNow()) : null
  }

  #answer(outcomes: UploadOutcome[] | Refusal, { language }: OperationContext): wire.TrustUpload | Refusal {
    if (isRefusal(outcomes)) return outcomes
    const good = outcomes.filter(({ outcome }) => outcome !== 'REFUSED' && outcome !== 'UNREADABLE').length
    return Object.assign(new wire.TrustUpload(), {
      result: good === 0 ? ('NONE' as const) : good === outcomes.length ? ('ALL' as const) : ('PARTIAL' as const),
      outcomes: outcomes.map(({ fileName, outcome, name, report, storedId }) =>
        Object.assign(new wire.TrustUploadOutcome(), {
          fileName,
          outcome,
          name,
          report: toCertificateReport(report, language),
          storedId: storedId ?? null,
        }),
      ),
    })
  }
}

/** One to ten files, or the refusal that names the one at fault. */
function filesOf(files: readonly wire.CertificateFileInput[]): CertificateFile[] | Refusal {
  if (files.length === 0) return refuse('INPUT_REQUIRED', ['input', 'files'])
  if (files.length > uploadLimits.files)
    return refuse('INPUT_TOO_MANY', ['input', 'files'], { most: uploadLimits.files })
  return readFiles(files, ['input', 'files'])
}
