import { sql, type Kysely } from 'kysely'
import { tellPartnerChange } from '../../partners/index.ts'
import { againAfterContention } from '../../../platform/database/contention.ts'
import { unitOfWork, type Database, type Tx } from '../../../platform/database/database.ts'
import { storedInstant } from '../../../platform/database/rows.ts'
import { administrative, inScope } from '../../../platform/database/scope.ts'
import type { Bus } from '../../../platform/events/bus.ts'
import {
  lockedInDomain,
  trustDomains,
  type Losing,
  type StoredCertificate,
  type TrustDependents,
  type TrustDomain,
} from '../trust-store/index.ts'
import { Anchoring, type HangsOn } from './anchoring.ts'
import type { AnchoringNews } from './anchoring-news.port.ts'
import type { Anchoring as AnchoringFlag } from './partner-certificate.entity.ts'

interface Tables {
  partner_certificate: {
    id: string
    partner_id: string
    domain: string
    status: string
    anchoring: AnchoringFlag
    issuer_id: string | null
    /** Text, or what a driver made of it. */
    brought: string | readonly string[] | null
    valid_to: never
  }
  partner: { id: string; certificate_id: string | null; status: string; organisation_name: string }
}

/** Certificates that hang on the same authority; those with a path of their own by id. */
interface Group extends HangsOn {
  ids?: string[]
}

/** How many certificates lost their way to a root, and how many found one again. */
export interface Followed {
  lost: number
  regained: number
}

/** Names an administrator is shown. */
const EXAMPLES = 10

/**
 * What hangs on the trust store: partners' certificates in use that have not run out. Judged by the authority they hang
 * on, of which there are few, and not one by one, of which there may be many thousands.
 */
export class PartnerCertificateDependents implements TrustDependents {
  readonly #db: Database
  readonly #bus: Bus
  readonly #news: AnchoringNews | undefined

  /** `news`: told of what lost its anchor; without it nobody is. */
  constructor({ db, bus, news }: { db: Database; bus: Bus; news?: AnchoringNews }) {
    this.#db = db
    this.#bus = bus
    this.#news = news
  }

  async losing(
    domain: TrustDomain,
    before: readonly StoredCertificate[],
    after: readonly StoredCertificate[],
    at: Date,
  ): Promise<Losing> {
    const db = this.#db.sql<Tables>()
    const [had, has] = [new Anchoring(before, at), new Anchoring(after, at)]
    let partners = 0
    const names: string[] = []
    for (const group of await this.#groups(db, domain, at)) {
      if (!had.holds(group) || has.holds(group)) continue
      const active = this.#hanging(db, domain, at, group)
        .innerJoin('partner', 'partner.certificate_id', 'partner_certificate.id')
        .where('partner.status', '=', 'ACTIVE')
      const { n } = await active.select(eb => eb.fn.countAll<number | string>().as('n')).executeTakeFirstOrThrow()
      partners += Number(n)
      if (names.length < EXAMPLES)
        names.push(
          ...(
            await active
              .select('partner.organisation_name as name')
              .orderBy('partner.organisation_name')
              .limit(EXAMPLES - names.length)
              .execute()
          ).map(({ name }) => name),
        )
    }
    return { partners, names }
  }

  async follow(tx: Tx, domain: TrustDomain, stored: readonly StoredCertificate[], at: Date): Promise<Followed> {
    const db = tx.getKysely<Tables>()
    const lost: string[] = []
    let regained = 0
    const anchoring = new Anchoring(stored, at)
    for (const group of await this.#groups(db, domain, at)) {
      const flag: AnchoringFlag = anchoring.holds(group) ? 'ANCHORED' : 'UNANCHORED'
      const moved = await this.#hanging(db, domain, at, group)
        .where('partner_certificate.anchoring', '!=', flag)
        .select(['partner_certificate.id', 'partner_certificate.partner_id'])
        .execute()
      for (let from = 0; from < moved.length; from += 500)
        await db
          .updateTable('partner_certificate')
          .set({ anchoring: flag })
          .where(
            'id',
            'in',
            moved.slice(from, from + 500).map(({ id }) => id),
          )
          .execute()
      for (const { partner_id: partnerId } of moved)
        tellPartnerChange(tx, this.#bus, { kind: `CERTIFICATE_${flag}`, partnerId })
      if (flag === 'ANCHORED') regained += moved.length
      else lost.push(...moved.map(({ id }) => id))
    }
    if (lost.length > 0) await this.#news?.lost(tx, lost, at)
    return { lost: lost.length, regained }
  }

  /**
   * Flags what lost or found its way to a root by the mere passing of time: an authority above it ran out, or began.
   * For the nightly round; a second run does nothing. It suspends nobody (decisions §3).
   */
  async recheckAnchoring(at: Date): Promise<Followed> {
    const found = { lost: 0, regained: 0 }
    for (const domain of trustDomains) {
      const { lost, regained } = (await againAfterContention(() =>
        unitOfWork(this.#db, async tx => this.follow(tx, domain, await lockedInDomain(tx, domain), at)),
      )) as Followed
      found.lost += lost
      found.regained += regained
    }
    return found
  }

  /** The authorities that certificates of a domain hang on, each once. */
  async #groups(db: Kysely<Tables>, domain: TrustDomain, at: Date): Promise<Group[]> {
    const inUse = this.#inUse(db, domain, at)
    const plain = await inUse
      .where('partner_certificate.brought', 'is', null)
      .select('partner_certificate.issuer_id')
      .distinct()
      .execute()
    const rest = await inUse
      .where('partner_certificate.brought', 'is not', null)
      .select(['partner_certificate.id', 'partner_certificate.issuer_id', 'partner_certificate.brought'])
      .execute()
    const groups: Group[] = plain.map(row => ({ issuerId: row.issuer_id, brought: null }))
    const byPath = Map.groupBy(rest, ({ brought }) => (typeof brought === 'string' ? brought : JSON.stringify(brought)))
    for (const [text, rows] of byPath)
      groups.push({
        issuerId: rows[0]!.issuer_id,
        brought: JSON.parse(text) as string[],
        ids: rows.map(({ id }) => id),
      })
    return groups
  }

  #hanging(db: Kysely<Tables>, domain: TrustDomain, at: Date, { issuerId, ids }: Group) {
    const inUse = this.#inUse(db, domain, at)
    if (ids) return inUse.where('partner_certificate.id', 'in', ids)
    const below = inUse.where('partner_certificate.brought', 'is', null)
    return issuerId === null
      ? below.where('partner_certificate.issuer_id', 'is', null)
      : below.where('partner_certificate.issuer_id', '=', issuerId)
  }

  #inUse(db: Kysely<Tables>, domain: TrustDomain, at: Date) {
    return db
      .selectFrom('partner_certificate')
      .where('partner_certificate.domain', '=', domain)
      .where('partner_certificate.status', '=', 'CURRENT')
      .where(sql<boolean>`partner_certificate.valid_to >= ${storedInstant(this.#db.dialect, at)}`)
      .where(inScope<Tables, 'partner_certificate'>(administrative(), 'partner_certificate.partner_id'))
  }
}
