import type { House } from '../compose.ts'
import { DAY } from '../platform/clock/clock.ts'
import { isRefusal } from '../platform/refusal/refusal.ts'
import { TrustCertificateEntity } from '../partner/certificates/trust-store/index.ts'
import { sandboxAuthorities, type Domain } from './authorities.seed.ts'
import type { SandboxAuthority } from './authority/certificate-authority.ts'
import { seedingAdministrator } from './organisations.seed.ts'
import type { SeedStep } from './seed-step.ts'

const commonName = (name: string): string => /^CN=([^,]*)/.exec(name)![1]!

/**
 * The trust store of a small country, filled through the same service and engine as an upload. Each authority is
 * uploaded as on its own first day, when it had its year of life left: what expires soon could not be uploaded today,
 * rightly. A root that is there already is left as it is: its key, which would issue what is missing below it, is kept
 * nowhere.
 */
export const nationalTrustStore: SeedStep = {
  isWhole: async ({ db }) =>
    (await db.em().count(TrustCertificateEntity, {
      type: 'ROOT',
      issuedTo: sandboxAuthorities.map(({ name }) => commonName(name)),
    })) >= sandboxAuthorities.length,
  async run(house) {
    // Loaded here because it brings a library for issuing certificates, needed once in a sandbox's life.
    const { makeAuthority } = await import('./authority/certificate-authority.ts')
    const today = house.clock.businessNow().getTime()
    const day = (offset: number) => new Date(Math.floor(today / DAY) * DAY + offset * DAY)
    const stored = await house.db
      .em()
      .find(TrustCertificateEntity, { type: 'ROOT' }, { fields: ['issuedTo', 'domain'] })
    for (const { name, domain, days, below = [] } of sandboxAuthorities) {
      if (stored.some(row => row.domain === domain && commonName(name) === row.issuedTo)) continue
      const root = await makeAuthority({ name, from: day(days[0]), to: day(days[1]) })
      await uploadAsOf(house, domain, root, day(days[0] + 0.5))
      for (const child of below) {
        const from = day(child.days[0])
        const intermediate = await makeAuthority({
          name: child.name,
          from,
          to: day(child.days[1]),
          issuer: root,
          pathLength: 0,
        })
        await uploadAsOf(house, domain, intermediate, day(child.days[0] + 0.5))
      }
    }
  },
}

/** Puts an authority of the sandbox into the trust store, as if it had been uploaded at that time. */
export async function uploadAsOf(house: House, domain: Domain, authority: SandboxAuthority, at: Date): Promise<void> {
  const file = { name: 'seed.der', bytes: new Uint8Array(authority.certificate.rawData) }
  const outcomes = await house
    .trustStoreAt({ now: () => at, businessNow: () => at })
    .upload(await seedingAdministrator(house), domain, [file])
  const stored =
    !isRefusal(outcomes) && outcomes.every(({ outcome }) => outcome === 'STORED' || outcome === 'ALREADY_STORED')
  if (!stored) throw new Error(`The sandbox's own authority was refused: ${JSON.stringify(outcomes)}`)
}
