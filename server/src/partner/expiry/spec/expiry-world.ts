import type { SqlEntityManager } from '@mikro-orm/sql'
import { languages } from '../../../account/index.ts'
import { MembershipEntity, UserEntity, UserRoleEntity } from '../../../account/user.entity.ts'
import { AuditRecordEntity, createAudit } from '../../../audit/index.ts'
import { NoticeEntity, OutboxMessageEntity, type NoticeKind } from '../../../notification/index.ts'
import { DAY, FakeClock } from '../../../platform/clock/clock.ts'
import type { Database } from '../../../platform/database/database.ts'
import { createBus } from '../../../platform/events/bus.ts'
import { newId } from '../../../platform/ids/ids.ts'
import { PartnerCertificateEntity } from '../../certificates/partner-certificates/index.ts'
import { TrustCertificateEntity } from '../../certificates/trust-store/index.ts'
import { OrganisationEntity } from '../../partners/organisation.entity.ts'
import { PartnerEntity } from '../../partners/index.ts'
import type { NoticeRules } from '../due-notices.ts'
import { expiryNoticesJob, type ExpiryDeps } from '../expiry-notices.job.ts'
import { expirables } from '../kinds/index.ts'
import { WeeklySummaryEntity, WeeklySummaryItemEntity } from '../weekly-summary.entity.ts'

/** The days of decisions §3. */
export const usualDays = [30, 15, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]

const LONG_AGO = new Date('2020-01-01T00:00:00.000Z')
const FAR_AWAY = new Date('2060-06-15T12:00:00.000Z')

const certificateRow = {
  domain: 'AUTH',
  status: 'CURRENT',
  anchoring: 'ANCHORED',
  issuedTo: 'Élan',
  issuedToKey: 'élan',
  issuedBy: 'Spec CA',
  issuedByKey: 'spec ca',
  serialNumber: '01',
  validFrom: LONG_AGO,
  validTo: FAR_AWAY,
  der: Buffer.from('spec'),
  issuerId: null as string | null,
  brought: null,
  signedPem: 'spec',
  signedChain: [],
  signedValidFrom: LONG_AGO,
  signedValidTo: FAR_AWAY,
  uploadedAt: LONG_AGO,
  uploadedBy: null,
}

const trustRow = {
  domain: 'AUTH',
  status: 'TRUSTED',
  issuedBy: 'Spec Root',
  issuedByKey: 'spec root',
  issuerId: null as string | null,
  validFrom: LONG_AGO,
  validTo: FAR_AWAY,
  der: Buffer.from('spec'),
  uploadedAt: LONG_AGO,
  uploadedBy: null,
  version: 1,
}

/** People, partners and certificates of one spec, on a database of its own. */
export class ExpiryWorld {
  readonly db: Database
  readonly clock = new FakeClock('2026-11-22T09:00:00.000Z')
  readonly bus = createBus()
  #count = 0

  constructor(db: Database) {
    this.db = db
  }

  deps(more: Partial<ExpiryDeps> = {}, rules: Partial<NoticeRules> = {}): ExpiryDeps {
    const { db, clock, bus } = this
    return {
      db,
      clock,
      bus,
      languages,
      audit: createAudit({ clock }),
      expirables,
      rules: { days: usualDays, skippedPartners: [], ...rules },
      ...more,
    }
  }

  /** Runs the sweep as at an instant of business time. */
  sweep(at: Date | string, more: Partial<ExpiryDeps> = {}, rules: Partial<NoticeRules> = {}) {
    return expiryNoticesJob(this.deps(more, rules)).run(new Date(at))
  }

  /** Empties every table that the specs fill. */
  async clear(): Promise<void> {
    const em = this.db.em()
    for (const entity of [
      NoticeEntity,
      OutboxMessageEntity,
      AuditRecordEntity,
      WeeklySummaryItemEntity,
      WeeklySummaryEntity,
      PartnerCertificateEntity,
      TrustCertificateEntity,
      PartnerEntity,
      OrganisationEntity,
      MembershipEntity,
      UserRoleEntity,
      UserEntity,
    ])
      await em.nativeDelete(entity as never, {})
  }

  async administrator(status = 'ACTIVE'): Promise<string> {
    const id = await this.person({ status })
    await this.#em().insert(UserRoleEntity, { user: id, role: 'PARTNER_ADMIN' })
    return id
  }

  async person({ status = 'ACTIVE', language = 'en' } = {}): Promise<string> {
    const id = newId()
    await this.#em().insert(UserEntity, {
      id,
      issuer: 'built-in',
      subject: id,
      username: `u${this.#count++}`,
      sealedFirstName: '',
      sealedLastName: '',
      language,
      status,
      createdAt: LONG_AGO,
    })
    return id
  }

  /** A partner with its people; `people`: how many. */
  async partner({ status = 'ACTIVE', people = 1 } = {}): Promise<{ id: string; code: string; people: string[] }> {
    const [id, organisationId] = [newId(), newId()]
    const organisationName = `Organisation ${this.#count++}`
    const em = this.#em()
    await em.insert(OrganisationEntity, {
      id: organisationId,
      name: organisationName,
      nameKey: '',
      createdAt: LONG_AGO,
    })
    const row = this.#partnerRow(id, organisationId)
    await em.insert(PartnerEntity, { ...row, organisationName, status })
    const persons = []
    for (let p = 0; p < people; p++) {
      const person = await this.person({ language: (['en', 'fr', 'ar'] as const)[p % 3]! })
      await em.insert(MembershipEntity, { user: person, organisationId, kind: 'OWNER', createdAt: LONG_AGO })
      persons.push(person)
    }
    return { id, code: row.code, people: persons }
  }

  /** A certificate in use of the partner; the end that is not given lies years ahead. */
  async certificate(partnerId: string, more: Partial<typeof certificateRow> = {}): Promise<string> {
    const id = newId()
    const em = this.#em()
    await em.insert(PartnerCertificateEntity, { ...this.#certificateRow(id, partnerId), ...more })
    if (more.status !== 'REPLACED') await em.nativeUpdate(PartnerEntity, { id: partnerId }, { certificateId: id })
    return id
  }

  async trust(
    type: 'ROOT' | 'INTERMEDIATE',
    more: Partial<typeof trustRow> & { issuedTo?: string; issuedToKey?: string },
  ): Promise<string> {
    const id = newId()
    await this.#em().insert(TrustCertificateEntity, { ...this.#trustRow(id), type, ...more })
    return id
  }

  /**
   * An object of the kind for each end, all of one organisation with one person (administrators' kinds: nobody's).
   * Returns their ids in the order of the ends.
   */
  async many(kind: NoticeKind, ends: readonly Date[], uploadedAt = LONG_AGO): Promise<string[]> {
    const em = this.#em()
    const ids = ends.map(() => newId())
    if (kind === 'ROOT_CERTIFICATE' || kind === 'INTERMEDIATE_CERTIFICATE') {
      const type = kind === 'ROOT_CERTIFICATE' ? 'ROOT' : 'INTERMEDIATE'
      await em.insertMany(
        TrustCertificateEntity,
        ids.map((id, n) => ({ ...this.#trustRow(id), type, validTo: ends[n]!, uploadedAt })),
      )
      return ids
    }
    const { id: partnerId } = await this.partner()
    const { organisationId } = await em.findOneOrFail(PartnerEntity, { id: partnerId })
    const partners = ids.map(() => newId())
    await em.insertMany(
      PartnerEntity,
      partners.map((id, n) => ({ ...this.#partnerRow(id, organisationId), certificateId: ids[n]! })),
    )
    await em.insertMany(
      PartnerCertificateEntity,
      ids.map((id, n) => ({
        ...this.#certificateRow(id, partners[n]!),
        uploadedAt,
        [kind === 'PARTNER_CERTIFICATE' ? 'validTo' : 'signedValidTo']: ends[n]!,
      })),
    )
    return ids
  }

  notices = (where: object = {}) => this.#em().find(NoticeEntity, where, { orderBy: { createdAt: 'asc', id: 'asc' } })
  mails = () => this.#em().find(OutboxMessageEntity, {})
  record = () => this.#em().find(AuditRecordEntity, {})

  #partnerRow = (id: string, organisationId: string) => ({
    id,
    code: `partner-${this.#count++}`,
    organisationId,
    organisationName: 'Organisation',
    organisationNameKey: 'organisation',
    type: 'Auth_Partner',
    status: 'ACTIVE',
    createdAt: LONG_AGO,
  })

  #certificateRow = (id: string, partnerId: string) => ({
    id,
    partnerId,
    ...certificateRow,
    thumbprintSha256: id,
    signedId: id,
  })

  #trustRow(id: string) {
    const name = `Spec CA ${this.#count++}`
    return {
      id,
      ...trustRow,
      code: id.slice(-12),
      issuedTo: name,
      issuedToKey: name.toLowerCase(),
      thumbprintSha256: id,
    }
  }

  #em = () => this.db.em() as unknown as SqlEntityManager
}

/** An instant so many UTC days after the day of `at`, at a time of that day. */
export const dayAfter = (at: Date | string, days: number, time = '12:00:00.000'): Date =>
  new Date(
    `${new Date(Math.floor(new Date(at).getTime() / DAY) * DAY + days * DAY).toISOString().slice(0, 10)}T${time}Z`,
  )
