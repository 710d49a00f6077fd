import type { House } from '../compose.ts'
import { PartnerEntity, PartnerEventEntity, partnerTypeFacts, type PartnerType } from '../partner/partners/index.ts'
import { DAY } from '../platform/clock/clock.ts'
import { isRefusal } from '../platform/refusal/refusal.ts'
import { TestAuthorities } from './authority/test-authorities.ts'
import type { SeedStep } from './seed-step.ts'

/** Whose certificates the sandbox knows already: days from today to their first and last day. */
const sandboxCertificates: Record<string, [from: number, to: number]> = {
  northwind: [-60, 670],
  halden: [-200, 530],
  // Soon to expire, so that somebody has something to do.
  kestrel: [-353, 12],
  // Run out, with its platform-signed one still good.
  oldharbour: [-390, -25],
}

const codes = Object.keys(sandboxCertificates)

/**
 * Certificates of some partners, issued by the sandbox's own authority and uploaded through the same service and engine
 * as everybody's, as on the day they began. They are signed by the built-in Key Manager: one elsewhere keeps no past.
 */
export const partnersCertificates: SeedStep = {
  async isWhole({ config, db }) {
    if (config.keyManagerUrl) return true
    return (await db.em().count(PartnerEntity, { code: { $in: codes }, certificateId: null })) === 0
  },
  async run(house) {
    const lacking = await house.db.em().find(PartnerEntity, { code: { $in: codes }, certificateId: null })
    for (const partner of lacking) await bring(house, partner)
  },
}

async function bring(house: House, { id, code, organisationName, type, createdAt }: PartnerRow): Promise<void> {
  const today = Math.floor(house.clock.businessNow().getTime() / DAY) * DAY
  const [from, to] = sandboxCertificates[code]!.map(days => new Date(today + days * DAY)) as [Date, Date]
  const at = new Date(from.getTime() + DAY / 2)
  const em = house.db.em()
  // Whoever brought a certificate then had registered before.
  if (createdAt > from) {
    await em.nativeUpdate(PartnerEntity, { id }, { createdAt: from })
    await em.nativeUpdate(PartnerEventEntity, { partnerId: id }, { at: from })
  }
  const authority = await new TestAuthorities(house).of(partnerTypeFacts[type as PartnerType].domain!, 'issuing')
  const { issueLeaf } = await import('./authority/certificate-authority.ts')
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const bytes = await issueLeaf({
    subject: { commonName: `${code}.example`, organisation: organisationName },
    publicKey,
    from,
    to,
    issuer: authority,
    signing: { name: 'ECDSA', hash: 'SHA-256' },
    authority: false,
    usage: 'usual',
  })
  const service = await house.partnerCertificatesAt({ now: () => at, businessNow: () => at })
  const owner = {
    userId: await personOf(house, code),
    kind: 'session' as const,
    permissions: new Set(['certificate.write']),
    partnerIds: [id],
    sessionId: 'seed',
    expiresAt: at,
  }
  const stored = await service.upload(owner, id, { name: 'seed.cer', bytes })
  // A partner that an administrator deactivated meanwhile stays without one.
  if (isRefusal(stored) && stored.code === 'PARTNER_INACTIVE') return
  if (isRefusal(stored) || stored.kind !== 'stored')
    throw new Error(`The certificate of the sandbox's ${code} was refused: ${JSON.stringify(stored)}`)
}

type PartnerRow = { id: string; code: string; organisationName: string; type: string; createdAt: Date }

async function personOf({ db }: House, username: string): Promise<string> {
  const { id } = await db
    .sql<{ user: { id: string; username: string } }>()
    .selectFrom('user')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirstOrThrow()
  return id
}
