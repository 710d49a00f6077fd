import { X509Certificate } from 'node:crypto'
import { LockMode } from '@mikro-orm/core'
import type { Audit } from '../../../audit/index.ts'
import { DAY, type Clock } from '../../../platform/clock/clock.ts'
import { againAfterContention } from '../../../platform/database/contention.ts'
import { unitOfWork, type Database, type Tx } from '../../../platform/database/database.ts'
import { nameKey } from '../../../platform/database/name-key.ts'
import { scoped, scopeFilter } from '../../../platform/database/scope.ts'
import type { Bus } from '../../../platform/events/bus.ts'
import type { Principal } from '../../../platform/graphql/context.ts'
import { newId } from '../../../platform/ids/ids.ts'
import type { Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import {
  nextPartnerStatus,
  PartnerEntity,
  recordPartnerEvent,
  type PartnerPost,
  tellPartnerChange,
  type PartnerStatus,
} from '../../partners/index.ts'
import type { SignedCertificate } from '../signing/index.ts'
import { heldInDomain, type StoredCertificate, type TrustDomain } from '../trust-store/index.ts'
import { nameForPeople, type Certificate, type Report } from '../x509/index.ts'
import { pathAbove, type PathAbove } from './judge-partner.ts'
import type { OpenedFile } from './partner-certificate-file.ts'
import { certificateMail } from './partner-certificate-mail.ts'
import { PartnerCertificateEntity } from './partner-certificate.entity.ts'

/** A partner that brings a certificate, as it stood when it was asked. */
export interface Owner {
  id: string
  code: string
  organisationName: string
  status: PartnerStatus
  policyGroupId: string | null
  certificateId: string | null
  domain: TrustDomain | null
  needsPolicyGroup: boolean
}

/** What an upload left behind; `alreadyCurrent`: nothing, it was there. */
export interface Stored {
  kind: 'stored'
  certificateId: string
  report: Report
  alreadyCurrent: boolean
  /** This upload made the partner active. */
  activated: boolean
}

interface RefusedLate {
  kind: 'refused'
  report: Report
}

/** Days before its end at which the platform's signature is asked for anew, when the same certificate comes again. */
const RENEW_DAYS = 30

type CurrentRow = NonNullable<Awaited<ReturnType<typeof currentOf>>>

/** The certificate in use. */
export const currentOf = (em: Tx | ReturnType<Database['em']>, { id, certificateId }: Owner) =>
  em.findOne(PartnerCertificateEntity, { id: certificateId ?? '', partnerId: id })

/** The certificate in use, when the new one is the same and the platform's signature on it lasts. */
export const sameInUse = (current: CurrentRow | null, leaf: Certificate, at: Date): CurrentRow | null =>
  current?.thumbprintSha256 === leaf.thumbprintSha256 &&
  current.signedValidTo.getTime() - at.getTime() > RENEW_DAYS * DAY
    ? current
    : null

export interface StoreDeps {
  db: Database
  /** Says what is valid today and when something was uploaded. */
  clock: Clock
  audit: Audit
  bus: Bus
  /** Tells the partner; absent: nobody is told. */
  post?: PartnerPost
  /** Where the portal is reached; mails lead there. */
  origin: string
}

/** The one transaction that puts a certificate in use. */
export class PartnerCertificateStore {
  readonly #deps: StoreDeps

  constructor(deps: StoreDeps) {
    this.#deps = deps
  }

  /**
   * Saves what the platform signed. Meanwhile trust may have been withdrawn, the partner deactivated, or the same file
   * sent twice: trust store and partner are locked and everything is asked again. Of two uploads at once the later one
   * is in use in the end, and the earlier one its predecessor.
   */
  save(
    principal: Principal,
    owner: Owner & { domain: TrustDomain | null },
    opened: OpenedFile,
    signed: SignedCertificate,
    judge: (stored: readonly StoredCertificate[], at: Date) => Report,
  ): Promise<Stored | RefusedLate | Refusal> {
    const { db, clock, post, origin } = this.#deps
    return againAfterContention(() =>
      unitOfWork<Stored | RefusedLate>(db, async tx => {
        const stored = await heldInDomain(tx, owner.domain!)
        const partner = await tx.findOne(
          PartnerEntity,
          { $and: [{ id: owner.id }, scopeFilter(scoped(principal), 'id')] },
          { lockMode: LockMode.PESSIMISTIC_WRITE },
        )
        if (!partner) return refuse('PARTNER_NOT_FOUND', ['input', 'partnerId'])
        const status = nextPartnerStatus(partner.status as PartnerStatus, 'certificate-accepted')
        if (!status) return refuse('PARTNER_INACTIVE', ['input', 'partnerId'])
        const at = clock.businessNow()
        const report = judge(stored, at)
        const current = await currentOf(tx, { ...owner, certificateId: partner.certificateId ?? null })
        const same = sameInUse(current, opened.leaf, at)
        if (same) return { kind: 'stored', certificateId: same.id, report, alreadyCurrent: true, activated: false }
        if (report.verdict === 'REFUSED') return { kind: 'refused', report }
        if (current) current.status = 'REPLACED'
        const id = this.#insert(tx, principal, owner, opened.leaf, signed, pathAbove(report, opened, stored))
        const activated = partner.status !== status
        partner.certificateId = id
        partner.status = status
        this.#tell(tx, principal, owner, { id, thumbprint: opened.leaf.thumbprintSha256, activated })
        post?.send(tx, partner, activated ? 'partner.activated' : 'partner.certificate-replaced', addressee =>
          certificateMail({
            ...addressee,
            kind: activated ? 'ACTIVATED' : 'REPLACED',
            issuedTo: opened.leaf.displayName,
            signedUntil: new X509Certificate(signed.certificate).validToDate,
            url: `${origin}/partner/certificates`,
          }),
        )
        await tx.flush()
        return { kind: 'stored', certificateId: id, report, alreadyCurrent: false, activated }
      }),
    )
  }

  #insert(
    tx: Tx,
    principal: Principal,
    owner: Owner,
    leaf: Certificate,
    signed: SignedCertificate,
    { issuerId, brought }: PathAbove,
  ): string {
    const id = newId()
    const platform = new X509Certificate(signed.certificate)
    tx.create(PartnerCertificateEntity, {
      id,
      partnerId: owner.id,
      domain: owner.domain!,
      status: 'CURRENT',
      anchoring: 'ANCHORED',
      issuedTo: cut(leaf.displayName),
      issuedToKey: nameKey(leaf.displayName),
      issuedBy: cut(nameForPeople(leaf.issuer)),
      issuedByKey: nameKey(nameForPeople(leaf.issuer)),
      serialNumber: leaf.serialNumber,
      thumbprintSha256: leaf.thumbprintSha256,
      validFrom: leaf.notBefore,
      validTo: leaf.notAfter,
      der: Buffer.from(leaf.der),
      issuerId,
      brought,
      signedId: signed.id,
      signedPem: signed.certificate,
      signedChain: signed.chain,
      signedValidFrom: platform.validFromDate,
      signedValidTo: platform.validToDate,
      uploadedAt: this.#deps.clock.now(),
      uploadedBy: principal.userId,
    })
    return id
  }

  /** History, record, and what subscribers hear after the commit. */
  #tell(
    tx: Tx,
    principal: Principal,
    { id: partnerId, domain }: Owner,
    { id, thumbprint, activated }: { id: string; thumbprint: string; activated: boolean },
  ): void {
    const { clock, audit, bus } = this.#deps
    const kinds = ['CERTIFICATE_UPLOADED' as const, ...(activated ? ['ACTIVATED' as const] : [])]
    for (const kind of kinds) {
      recordPartnerEvent(tx, { partnerId, kind, at: clock.now(), actorId: principal.userId })
      tellPartnerChange(tx, bus, { kind, partnerId })
    }
    audit.record(tx, {
      event: 'partner-certificate.uploaded',
      actor: principal,
      subjectType: 'partner-certificate',
      subjectId: id,
      facts: { partner: partnerId, domain, thumbprint, activated },
    })
  }
}

/** Names are shown as they are, up to what the column holds. */
const cut = (name: string): string => [...name].slice(0, 255).join('')
