import type { Clock } from '../platform/clock/clock.ts'
import { DAY } from '../platform/clock/clock.ts'
import type { Principal } from '../platform/graphql/context.ts'
import { isRefusal } from '../platform/refusal/refusal.ts'
import type { TrustStoreService } from '../partner/certificates/trust-store/index.ts'
import { makeAuthority, type SandboxAuthority } from './certificate-authority.ts'

type Domain = 'AUTH' | 'DEVICE' | 'FTM' | 'MISP'

interface SeedAuthority {
  name: string
  domain: Domain
  /** Days from today to its first and last day. */
  days: [from: number, to: number]
  below?: readonly Omit<SeedAuthority, 'domain' | 'below'>[]
}

/** Authorities of a small country: names in three scripts, some soon to expire, one that has. */
const authorities: readonly SeedAuthority[] = [
  {
    name: 'CN=Veridia National Root CA G2, O=Veridia Digital Agency, C=VD',
    domain: 'AUTH',
    days: [-700, 5_200],
    below: [
      { name: 'CN=Veridia Partner Issuing CA 3, O=Veridia Digital Agency, C=VD', days: [-690, 12] },
      { name: 'CN=Tallgrass Auth CA 2, O=Tallgrass Trust, C=VD', days: [-460, 263] },
      { name: 'CN=Veridia Partner Issuing CA 4, O=Veridia Digital Agency, C=VD', days: [-60, 1_700] },
    ],
  },
  {
    name: 'CN=Northwind Root X2, O=Northwind Identity Ltd, C=VD',
    domain: 'AUTH',
    days: [-1_100, 2_600],
    below: [{ name: 'CN=Northwind Identity Issuing CA 2025, O=Northwind Identity Ltd, C=VD', days: [-430, 657] }],
  },
  {
    name: 'CN=الجذر الوطني G1, O=الهيئة الوطنية, C=VD',
    domain: 'AUTH',
    days: [-800, 3_000],
    below: [{ name: 'CN=الهيئة الوطنية للتوثيق الرقمي, O=الهيئة الوطنية, C=VD', days: [-540, 190] }],
  },
  {
    name: 'CN=Kestrel Root R1, O=Kestrel Biometrics, C=VD',
    domain: 'DEVICE',
    days: [-1_400, 1_900],
    below: [{ name: 'CN=Kestrel Biometrics Device CA, O=Kestrel Biometrics, C=VD', days: [-1_070, 27] }],
  },
  {
    name: 'CN=Old Harbour Root, O=Old Harbour Trust Services, C=VD',
    domain: 'DEVICE',
    days: [-2_600, 900],
    below: [{ name: 'CN=Old Harbour Trust Services CA, O=Old Harbour Trust Services, C=VD', days: [-1_510, -53] }],
  },
  {
    name: 'CN=CGTSN Racine 2022, O=Compagnie générale de télécommunications et de services numériques, C=VD',
    domain: 'FTM',
    days: [-1_300, 2_300],
    below: [
      {
        name: 'CN=Compagnie générale de télécommunications et de services numériques – Sous-CA 2, O=CGTSN, C=VD',
        days: [-630, 101],
      },
    ],
  },
  {
    name: 'CN=Halden Root 2021, O=Halden Secure Elements, C=VD',
    domain: 'FTM',
    days: [-1_800, 1_400],
    below: [
      { name: 'CN=Halden Secure Elements CA 1, O=Halden Secure Elements, C=VD', days: [-930, 895] },
      { name: 'CN=Aurora Chip Personalisation CA, O=Aurora Cards, C=VD', days: [-870, 952] },
    ],
  },
  { name: 'CN=Meridian MISP Root, O=Meridian Networks, C=VD', domain: 'MISP', days: [-200, 2_900] },
]

/**
 * Fills the trust store through the same service and engine as an upload. Each authority is uploaded as on its own
 * first day, when it had its year of life left: what expires soon could not be uploaded today, rightly.
 */
export async function seedTrustStore(
  makeStore: (clock: Clock) => TrustStoreService,
  principal: Principal,
  today: Date,
): Promise<void> {
  const day = (offset: number) => new Date(Math.floor(today.getTime() / DAY) * DAY + offset * DAY)
  const upload = async (domain: Domain, authority: SandboxAuthority, from: Date) => {
    const at = new Date(from.getTime() + DAY / 2)
    const file = { name: 'seed.der', bytes: new Uint8Array(authority.certificate.rawData) }
    const outcomes = await makeStore({ now: () => at, businessNow: () => at }).upload(principal, domain, [file])
    const stored = !isRefusal(outcomes) && outcomes.every(({ outcome }) => outcome === 'STORED')
    if (!stored) throw new Error(`The sandbox's own authority was refused: ${JSON.stringify(outcomes)}`)
  }
  for (const { name, domain, days, below = [] } of authorities) {
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
