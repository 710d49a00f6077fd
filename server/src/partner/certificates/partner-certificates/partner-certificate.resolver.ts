import DataLoader from 'dataloader'
import { X509Certificate } from 'node:crypto'
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../../platform/clock/clock.ts'
import { Allow } from '../../../platform/graphql/allow.ts'
import { memo, type OperationContext } from '../../../platform/graphql/context.ts'
import { isId } from '../../../platform/ids/ids.ts'
import { Partner, partnerRows, toPartner, type PartnerQueries } from '../../partners/index.ts'
import { certificateFields, type People } from '../trust-store/index.ts'
import type { Certificate } from '../x509/index.ts'
import {
  certificateHistories,
  certificateMaterial,
  certificateRows,
  signedPems,
} from './partner-certificate-loaders.ts'
import type { PartnerCertificateQueries } from './partner-certificate.queries.ts'
import { PartnerCertificate, SignedCertificateType } from './partner-certificate.types.ts'
import { toPartnerCertificate } from './partner-certificate.wire.ts'

export interface PartnerCertificateEdge {
  clock: Clock
  queries: PartnerCertificateQueries
  partners: PartnerQueries
  people: People
}

const namesKey = Symbol('uploaders')

/** Partners' certificates: the own ones, and anybody's for those who may see all partners. */
@Resolver(() => PartnerCertificate)
export class PartnerCertificateResolver extends certificateFields(() => PartnerCertificate) {
  readonly #edge: PartnerCertificateEdge

  constructor(edge: PartnerCertificateEdge) {
    super()
    this.#edge = edge
  }

  @Query(() => PartnerCertificate, {
    nullable: true,
    description: "One of the own partners' certificates, or anybody's for those who may see all; null otherwise.",
  })
  @Allow('certificate.read')
  async partnerCertificate(
    @Arg('id', () => ID) id: string,
    @Ctx() context: OperationContext,
  ): Promise<PartnerCertificate | null> {
    const row = isId(id) ? await certificateRows(context, this.#edge.queries).load(id) : undefined
    return row ? toPartnerCertificate(row, this.#edge.clock.businessNow()) : null
  }

  @FieldResolver(() => Partner)
  async partner(@Root() { row }: PartnerCertificate, @Ctx() context: OperationContext): Promise<Partner> {
    return toPartner((await partnerRows(context, this.#edge.partners).load(row.partnerId))!)
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who uploaded it, by name.' })
  async uploadedBy(@Root() { row }: PartnerCertificate, @Ctx() context: OperationContext): Promise<string | null> {
    const names = memo(context, namesKey, () => new DataLoader<string, string | null>(ids => this.#names(ids)))
    return row.uploadedById ? names.load(row.uploadedById) : null
  }

  @FieldResolver(() => String, { nullable: true, description: 'As the partner brought it; null while withheld.' })
  async pem(@Root() { row, original }: PartnerCertificate, @Ctx() context: OperationContext): Promise<string | null> {
    return original.withheld ? null : (await this.certificate(row.id, context)).pem
  }

  protected certificate(id: string, context: OperationContext): Promise<Certificate> {
    return certificateMaterial(context, this.#edge.queries).load(id)
  }

  async #names(ids: readonly string[]): Promise<(string | null)[]> {
    const names = await this.#edge.people.names(ids)
    return ids.map(id => names.get(id) ?? null)
  }
}

@Resolver(() => SignedCertificateType)
export class SignedCertificateResolver {
  readonly #edge: PartnerCertificateEdge

  constructor(edge: PartnerCertificateEdge) {
    this.#edge = edge
  }

  /** Read by OpenSSL: a Key Manager writes serial numbers and lengths that our strict engine would refuse. */
  @FieldResolver(() => String, { description: 'Common name of the authority that signed, else its whole name.' })
  async issuedBy(@Root() { row }: SignedCertificateType, @Ctx() context: OperationContext): Promise<string> {
    const { issuer } = new X509Certificate(await signedPems(context, this.#edge.queries).load(row.id))
    return /^CN=(.+)$/m.exec(issuer)?.[1] ?? issuer.replaceAll('\n', ', ')
  }
}

/** What this feature adds to a partner. */
@Resolver(() => Partner)
export class PartnerOwnCertificatesResolver {
  readonly #edge: PartnerCertificateEdge

  constructor(edge: PartnerCertificateEdge) {
    this.#edge = edge
  }

  @FieldResolver(() => PartnerCertificate, { nullable: true, description: 'The one in use.' })
  async certificate(@Root() { row }: Partner, @Ctx() context: OperationContext): Promise<PartnerCertificate | null> {
    const { certificateId } = row
    const found = certificateId ? await certificateRows(context, this.#edge.queries).load(certificateId) : undefined
    return found ? toPartnerCertificate(found, this.#edge.clock.businessNow()) : null
  }

  @FieldResolver(() => [PartnerCertificate], {
    description: 'Newest first, the one in use included; 100 at most.',
  })
  async certificates(@Root() { row }: Partner, @Ctx() context: OperationContext): Promise<PartnerCertificate[]> {
    const rows = await certificateHistories(context, this.#edge.queries).load(row.id)
    const at = this.#edge.clock.businessNow()
    return rows.map(one => toPartnerCertificate(one, at))
  }
}
