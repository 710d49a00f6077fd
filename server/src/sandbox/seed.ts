import type { SignIn } from '../announce.ts'
import type { House } from '../compose.ts'
import { alone } from '../platform/database/alone.ts'
import { testAuthoritiesStep } from './authority/test-authorities.seed.ts'
import { organisationsAndPeople } from './organisations.seed.ts'
import { partnersCertificates } from './partner-certificates.seed.ts'
import { hasPartnerData, seedPartnerData } from './partners.seed.ts'
import { sandboxPassword, sandboxPeople } from './people.seed.ts'
import type { SeedStep } from './seed-step.ts'
import { acceptedTerms } from './terms.seed.ts'
import { nationalTrustStore } from './trust-store.seed.ts'

/** In this order: each builds on those before it. */
const steps: readonly SeedStep[] = [
  organisationsAndPeople,
  { isWhole: ({ db }) => hasPartnerData(db), run: house => seedPartnerData(house, house.clock.now()) },
  acceptedTerms,
  nationalTrustStore,
  testAuthoritiesStep,
  partnersCertificates,
]

/** Makes whatever of the sandbox is missing: all of it the first time, later what is new. Returns how to sign in. */
export async function seedSandbox(house: House): Promise<SignIn[]> {
  const whole = await Promise.all(steps.map(step => step.isWhole(house)))
  if (whole.includes(false))
    await alone(house.db, async () => {
      // Asked again: another server may have made it meanwhile, and one step may need what the one before it makes.
      for (const step of steps) if (!(await step.isWhole(house))) await step.run(house)
    })
  return sandboxPeople.map(({ who, username }) => ({ who, username, password: sandboxPassword }))
}
