import { TrustCertificateEntity } from '../../partner/certificates/trust-store/index.ts'
import { SandboxAuthorityEntity } from '../sandbox.entities.ts'
import type { SeedStep } from '../seed-step.ts'
import { uploadAsOf } from '../trust-store.seed.ts'
import { TestAuthorities, testAuthorityName, testDomains, testRoles } from './test-authorities.ts'

/** Of the trusted ones, the names that the trust store must know. */
const listed = testDomains.flatMap(domain => [testAuthorityName('root', domain), testAuthorityName('issuing', domain)])

/** The test certificate authorities, and those of them that are trusted in the trust store. */
export const testAuthoritiesStep: SeedStep = {
  async isWhole({ db }) {
    const em = db.em()
    return (
      (await em.count(SandboxAuthorityEntity)) >= testDomains.length * testRoles.length &&
      (await em.count(TrustCertificateEntity, { issuedTo: listed })) >= listed.length
    )
  },
  async run(house) {
    const authorities = new TestAuthorities(house)
    const now = house.clock.businessNow()
    for (const domain of testDomains) {
      await authorities.provide(domain, now)
      for (const role of ['root', 'issuing'] as const)
        await uploadAsOf(house, domain, await authorities.of(domain, role), now)
    }
  },
}
