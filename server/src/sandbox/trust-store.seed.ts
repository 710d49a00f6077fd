import type { Clock } from '../platform/clock/clock.ts'
import { DAY } from '../platform/clock/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Principal } from '../platform/graphql/context.ts'
import { isRefusal } from '../platform/refusal/refusal.ts'
import { TrustCertificateEntity, type TrustStoreService } from '../partner/certificates/trust-store/index.ts'
import { sandboxAuthorities, type Domain } from './authorities.seed.ts'
import type { SandboxAuthority } from './certificate-authority.ts'

/**
 * Fills the trust store through the same service and engine as an upload. Each authority is uploaded as on its own
 * first day, when it had its year of life left: what expires soon could not be uploaded today, rightly. A root that is
 * there already is left as it is: its key, which would issue what is missing below it, is kept nowhere.
 */
export async function seedTrustStore(
  db: Database,
  makeStore: (clock: Clock) => TrustStoreService,
  principal: Principal,
  today: Date,
): Promise<void> {
  // Loaded here because it brings a library for issuing certificates, needed once in a sandbox's life.
  const { makeAuthority } = await import('./certificate-authority.ts')
  const day = (offset: number) => new Date(Math.floor(today.getTime() / DAY) * DAY + offset * DAY)
  const upload = async (domain: Domain, authority: SandboxAuthority, from: Date) => {
    const at = new Date(from.getTime() + DAY / 2)
    const file = { name: 'seed.der', bytes: new Uint8Array(authority.certificate.rawData) }
    const outcomes = await makeStore({ now: () => at, businessNow: () => at }).upload(principal, domain, [file])
    const stored = !isRefusal(outcomes) && outcomes.every(({ outcome }) => outcome === 'STORED')
    if (!stored) throw new Error(`The sandbox's own authority was refused: ${JSON.stringify(outcomes)}`)
  }
  const stored = await db.em().find(TrustCertificateEntity, { type: 'ROOT' }, { fields: ['issuedTo', 'domain'] })
  for (const { name, domain, days, below = [] } of sandboxAuthorities) {
    if (stored.some(row => row.domain === domain && name.startsWith(`CN=${row.issuedTo},`))) continue
    const root = await makeAuthority({ name, from: day(days[0]), to: day(days[1]) })
    await upload(domain, root, day(days[0]))
    for (const child of below) {
      const from = day(child.days[0])
      const intermediate = await makeAuthority({
        name: child.name,
        from,
        to: day(child.days[1]),
        issuer: root,
        pathLength: 0,
      })
      await upload(domain, intermediate, from)
    }
  }
}
