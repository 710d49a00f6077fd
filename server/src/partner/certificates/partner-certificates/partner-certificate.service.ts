import { unitOfWork } from '../../../platform/database/database.ts'
import { scoped, scopeFilter } from '../../../platform/database/scope.ts'
import type { Principal } from '../../../platform/graphql/context.ts'
import { isId } from '../../../platform/ids/ids.ts'
import type { Logger } from '../../../platform/log/log.ts'
import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import { isPartnerType, PartnerEntity, partnerTypeFacts } from '../../partners/index.ts'
import type { CertificateSigner, SigningRefused } from '../signing/index.ts'
import { storedInDomain, type CertificateFile } from '../trust-store/index.ts'
import type { Report } from '../x509/index.ts'
import { judgePartner, pathAbove } from './judge-partner.ts'
import { isOpened, openPartnerFiles, type OpenedFile } from './partner-certificate-file.ts'
import {
  currentOf,
  sameInUse,
  PartnerCertificateStore,
  type Owner,
  type StoreDeps,
  type Stored,
} from './partner-certificate.store.ts'
import type { Terms } from './terms.port.ts'

export interface PartnerCertificateDeps extends StoreDeps {
  log: Logger
  signer: CertificateSigner
  /** Absent: nobody is asked for terms. */
  terms?: Terms
  /** R-CRT-05. */
  minimumRemainingDays: number
}

export interface Checked {
  kind: 'checked'
  report: Report
  alreadyCurrent: boolean
}

/** Refused by our engine, or accepted by it and refused by the platform's Key Manager. */
export interface Refused {
  kind: 'refused'
  report: Report
  platform?: SigningRefused
}

/** Use cases of a partner's own certificate (partner-management §3.8). Ownership has no exception by role (R-OWN-03). */
export class PartnerCertificateService {
  readonly #deps: PartnerCertificateDeps
  readonly #store: PartnerCertificateStore

  constructor(deps: PartnerCertificateDeps) {
    this.#deps = deps
    this.#store = new PartnerCertificateStore(deps)
  }

  /** The engine's answer for the own partner, as `upload` would have it. Stores nothing and asks no other system. */
  async check(principal: Principal, partnerId: string, file: CertificateFile): Promise<Checked | Refusal> {
    const owner = await this.#owner(principal, partnerId)
    if (isRefusal(owner)) return owner
    if (owner.status === 'INACTIVE') return refuse('PARTNER_INACTIVE', ['input', 'partnerId'])
    const opened = openPartnerFiles([file], ['input', 'file'])
    if (isRefusal(opened)) return opened
    if (!isOpened(opened)) return { kind: 'checked', alreadyCurrent: false, ...opened }
    const current = await currentOf(this.#deps.db.em(), owner)
    return {
      kind: 'checked',
      report: await this.#judge(owner, opened),
      alreadyCurrent: current?.thumbprintSha256 === opened.leaf.thumbprintSha256,
    }
  }

  /**
   * Stores a certificate that our engine accepted and the platform signed again; the first one makes the partner active.
   * The platform is asked outside of any transaction, and what it says is saved in one: whatever goes wrong in between
   * leaves nothing behind, and the same file sent again finishes the work. The certificate in use is not stored twice,
   * unless the platform's signature on it comes to its end.
   */
  async upload(principal: Principal, partnerId: string, file: CertificateFile): Promise<Stored | Refused | Refusal> {
    const { db, clock } = this.#deps
    const owner = await this.#admitted(principal, partnerId)
    if (isRefusal(owner)) return owner
    const opened = openPartnerFiles([file], ['input', 'file'])
    if (isRefusal(opened)) return opened
    if (!isOpened(opened)) return this.#refused(principal, owner, { kind: 'refused', ...opened })
    const stored = await this.#trusted(owner)
    const report = judgePartner(opened, this.#by(owner), stored, clock.businessNow())
    const same = sameInUse(await currentOf(db.em(), owner), opened.leaf, clock.businessNow())
    if (same) return { kind: 'stored', certificateId: same.id, report, alreadyCurrent: true, activated: false }
    if (report.verdict === 'REFUSED') return this.#refused(principal, owner, { kind: 'refused', report })
    const signed = await this.#deps.signer.sign({
      domain: owner.domain!,
      partnerId: owner.code,
      organisation: owner.organisationName,
      certificate: opened.leaf.pem,
      issuers: pathAbove(report, opened, stored).issuers,
    })
    if (signed.kind === 'unavailable') {
      const { reason, detail } = signed
      this.#deps.log.warn({ reason, detail, partner: owner.code }, 'The Key Manager could not sign.')
      return refuse('KEY_MANAGER_UNAVAILABLE', [], { reason })
    }
    if (signed.kind === 'refused') return this.#refused(principal, owner, { kind: 'refused', report, platform: signed })
    const saved = await this.#store.save(principal, owner, opened, signed, (trusted, at) =>
      judgePartner(opened, this.#by(owner), trusted, at),
    )
    return !isRefusal(saved) && saved.kind === 'refused' ? this.#refused(principal, owner, saved) : saved
  }

  /** In the order of §3.8: whose it is, whether it is active, what it still lacks. */
  async #admitted(principal: Principal, partnerId: string): Promise<Owner | Refusal> {
    const owner = await this.#owner(principal, partnerId)
    if (isRefusal(owner)) return owner
    if (owner.status === 'INACTIVE') return refuse('PARTNER_INACTIVE', ['input', 'partnerId'])
    if (owner.needsPolicyGroup && !owner.policyGroupId) return refuse('POLICY_GROUP_NEEDED', ['input', 'partnerId'])
    const { terms } = this.#deps
    if (terms && !(await terms.accepted(principal.userId))) return refuse('TERMS_NOT_ACCEPTED')
    return owner
  }

  /** A partner of one's own; somebody else's and one that does not exist are told alike. */
  async #owner(principal: Principal, partnerId: string): Promise<Owner | Refusal> {
    const row = isId(partnerId)
      ? await this.#deps.db
          .em()
          .findOne(PartnerEntity, { $and: [{ id: partnerId }, scopeFilter(scoped(principal), 'id')] })
      : null
    if (!row || !isPartnerType(row.type)) return refuse('PARTNER_NOT_FOUND', ['input', 'partnerId'])
    const { domain, needsPolicyGroup } = partnerTypeFacts[row.type]
    return {
      id: row.id,
      code: row.code,
      organisationName: row.organisationName,
      status: row.status as Owner['status'],
      policyGroupId: row.policyGroupId ?? null,
      certificateId: row.certificateId ?? null,
      domain,
      needsPolicyGroup,
    }
  }

  async #judge(owner: Owner, opened: OpenedFile): Promise<Report> {
    return judgePartner(opened, this.#by(owner), await this.#trusted(owner), this.#deps.clock.businessNow())
  }

  #trusted = async ({ domain }: Owner) => (domain ? storedInDomain(this.#deps.db.em(), domain) : [])

  #by = ({ domain, organisationName }: Owner) => ({
    domain: domain ?? '',
    organisation: organisationName,
    minimumRemainingDays: this.#deps.minimumRemainingDays,
  })

  /** Records the refusal in a transaction of its own: it must survive that nothing else is saved. */
  async #refused(principal: Principal, owner: Owner, refused: Refused): Promise<Refused> {
    const { db, audit } = this.#deps
    const rule = refused.report.checks.find(({ outcome }) => outcome === 'FAILED')?.rule ?? null
    await unitOfWork(db, async tx => {
      audit.record(tx, {
        event: 'partner-certificate.refused',
        actor: principal,
        subjectType: 'partner',
        subjectId: owner.id,
        facts: {
          domain: owner.domain,
          rule,
          platform: refused.platform?.originalCode ?? refused.platform?.code ?? null,
        },
      })
      return true
    })
    return refused
  }
}
