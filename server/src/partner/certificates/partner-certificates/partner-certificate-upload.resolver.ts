import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Clock } from '../../../platform/clock/clock.ts'
import { Allow } from '../../../platform/graphql/allow.ts'
import { Cost } from '../../../platform/graphql/cost.ts'
import type { OperationContext } from '../../../platform/graphql/context.ts'
import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import { partnerRows, toPartner, type PartnerQueries } from '../../partners/index.ts'
import { readFile, toCertificateReport } from '../trust-store/index.ts'
import { certificateRows } from './partner-certificate-loaders.ts'
import type { PartnerCertificateQueries } from './partner-certificate.queries.ts'
import type { PartnerCertificateService, Refused } from './partner-certificate.service.ts'
import type { Stored } from './partner-certificate.store.ts'
import * as wire from './partner-certificate.types.ts'
import { toPartnerCertificate } from './partner-certificate.wire.ts'
import { platformRefusalText } from './platform-refusal-texts.ts'

export interface PartnerCertificateUploadEdge {
  clock: Clock
  service: PartnerCertificateService
  queries: PartnerCertificateQueries
  partners: PartnerQueries
}

/** Checking and uploading of a partner's own certificate. */
@Resolver()
export class PartnerCertificateUploadResolver {
  readonly #edge: PartnerCertificateUploadEdge

  constructor(edge: PartnerCertificateUploadEdge) {
    this.#edge = edge
  }

  @Mutation(() => wire.CheckPartnerCertificateResult, {
    description: 'Checks a certificate for the own partner by the same engine as upload; stores nothing.',
  })
  @Allow('certificate.write')
  @Cost(25)
  async checkPartnerCertificate(
    @Arg('input', () => wire.PartnerCertificateInput) input: wire.PartnerCertificateInput,
    @Ctx() { principal, language }: OperationContext,
  ): Promise<wire.PartnerCertificateCheck | Refusal> {
    const file = readFile(input.file, ['input', 'file'])
    if (isRefusal(file)) return file
    const checked = await this.#edge.service.check(principal!, input.partnerId, file)
    if (isRefusal(checked)) return checked
    return Object.assign(new wire.PartnerCertificateCheck(), {
      report: toCertificateReport(checked.report, language),
      alreadyCurrent: checked.alreadyCurrent,
    })
  }

  @Mutation(() => wire.UploadPartnerCertificateResult, {
    description: 'Has a certificate of the own partner signed by the platform and puts it in use.',
  })
  @Allow('certificate.write')
  @Cost(50)
  async uploadPartnerCertificate(
    @Arg('input', () => wire.PartnerCertificateInput) input: wire.PartnerCertificateInput,
    @Ctx() context: OperationContext,
  ): Promise<wire.PartnerCertificateStored | wire.PartnerCertificateRefused | Refusal> {
    const file = readFile(input.file, ['input', 'file'])
    if (isRefusal(file)) return file
    const result = await this.#edge.service.upload(context.principal!, input.partnerId, file)
    if (isRefusal(result)) return result
    return result.kind === 'stored' ? this.#stored(result, input.partnerId, context) : refused(result, context)
  }

  async #stored(stored: Stored, partnerId: string, context: OperationContext): Promise<wire.PartnerCertificateStored> {
    const { clock, queries, partners } = this.#edge
    const [partner, certificate] = await Promise.all([
      partnerRows(context, partners).clear(partnerId).load(partnerId),
      certificateRows(context, queries).load(stored.certificateId),
    ])
    return Object.assign(new wire.PartnerCertificateStored(), {
      partner: toPartner(partner!),
      certificate: toPartnerCertificate(certificate!, clock.businessNow()),
      report: toCertificateReport(stored.report, context.language),
      alreadyCurrent: stored.alreadyCurrent,
      activated: stored.activated,
    })
  }
}

const refused = ({ report, platform }: Refused, { language }: OperationContext): wire.PartnerCertificateRefused =>
  Object.assign(new wire.PartnerCertificateRefused(), {
    report: toCertificateReport(report, language),
    platform: platform
      ? Object.assign(new wire.PlatformRefusal(), {
          code: platform.code,
          originalCode: platform.originalCode,
          message: platformRefusalText(platform.code, language),
        })
      : null,
  })
