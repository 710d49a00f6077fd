import { expect } from 'chai'
import { Browser } from '../account/spec/browser.ts'
import { issuerOf, KEYCLOAK_PASSWORD, openRealm, type Realm } from '../account/spec/keycloak.ts'
import { UserEntity, UserRoleEntity } from '../account/user.entity.ts'
import { describeEach } from './test-database.ts'
import { openHouse, type TestHouse } from './test-house.ts'

const keycloak = process.env['TEST_KEYCLOAK_URL']
const admin = process.env['TEST_KEYCLOAK_ADMIN'] ?? ''
const JOB = 'administrator-directory'

/** Looked up in the real one, by the job as it runs (decisions §1, Roles). */
if (keycloak)
  describeEach('administrators of Keycloak', fresh => {
    let world: TestHouse
    let realm: Realm

    before(async function () {
      this.timeout(120_000)
      const name = `portico-${crypto.randomUUID()}`
      const secret = crypto.randomUUID()
      world = await openHouse(await fresh(), {
        environment: {
          PORTICO_PARTNER_ISSUER: issuerOf(keycloak, name),
          PORTICO_PARTNER_CLIENT_SECRET: secret,
          PORTICO_DIRECTORY_URL: `${keycloak}/admin/realms/${name}`,
        },
      })
      realm = await openRealm(
        {
          keycloak,
          admin,
          realm: name,
          origin: world.origin,
          secret,
          lookUp: ['view-users', 'view-realm'],
          groups: [{ name: 'administrators', realmRoles: ['PARTNER_ADMIN'], subGroups: [{ name: 'night' }] }],
        },
        [
          { username: 'boss', roles: ['PARTNER_ADMIN'], attributes: { locale: 'fr' } },
          { username: 'member', roles: [], groups: ['/administrators'] },
          { username: 'owl', roles: ['POLICYMANAGER'], groups: ['/administrators/night'] },
          { username: 'ines', roles: ['AUTH_PARTNER'] },
        ],
      )
    })
    after(async () => {
      await realm?.drop()
      await world?.close()
    })

    const run = async () => {
      const { outcome, facts, problem } = (await world.house.jobs.runNow(JOB, 'spec')) as {
        outcome: string
        facts: object
        problem: string | null
      }
      expect({ outcome, problem }).to.deep.equal({ outcome: 'DONE', problem: null })
      return facts
    }
    const federated = async () => {
      const em = world.house.db.em()
      const users = await em.find(UserEntity, { issuer: { $ne: 'built-in' } }, { orderBy: { username: 'asc' } })
      const roles = await em.find(UserRoleEntity, { user: { $in: users.map(({ id }) => id) } })
      return users.map(({ id, username, language, sealedEmail }) => ({
        username,
        language,
        email: world.house.vault.open('user', 'email', id, sealedEmail!),
        roles: roles.filter(({ user }) => user === id).map(({ role }) => role),
      }))
    }
    const names = async () =>
      (await federated()).filter(({ roles }) => roles.includes('PARTNER_ADMIN')).map(({ username }) => username)

    it('are known before they ever signed in, by themselves, by a group and by a group below it', async () => {
      expect(await run()).to.deep.equal({ added: 3, removed: 0 })
      const roles = ['PARTNER_ADMIN']
      expect(await federated()).to.deep.equal([
        { username: 'boss', language: 'fr', email: 'boss@example.org', roles },
        { username: 'member', language: 'en', email: 'member@example.org', roles },
        { username: 'owl', language: 'en', email: 'owl@example.org', roles },
      ])
      expect(await run()).to.deep.equal({ added: 0, removed: 0 })
    })

    it('are the same people when they sign in', async () => {
      const browser = new Browser({ origin: world.origin, port: Number(new URL(world.origin).port) })
      const page = await browser.go('/auth/partner/login?return_to=/partner/')
      const answer = await browser.submit(page, { username: 'owl', password: KEYCLOAK_PASSWORD, credentialId: '' })
      if (answer.location) await browser.go(answer.location, ({ url }) => url.includes('/auth/partner/callback'))
      const found = (await federated()).filter(({ username }) => username === 'owl')
      expect(found.map(({ roles }) => roles.toSorted())).to.deep.equal([['PARTNER_ADMIN', 'POLICYMANAGER']])
      expect(await run()).to.deep.equal({ added: 0, removed: 0 })
    })

    it('lose the role here within the hour that they lost it there, or were switched off', async () => {
      await realm.setRoles('boss', ['POLICYMANAGER'])
      expect(await run()).to.deep.equal({ added: 0, removed: 1 })
      expect(await names()).to.deep.equal(['member', 'owl'])
      await realm.setEnabled('member', false)
      expect(await run()).to.deep.equal({ added: 0, removed: 1 })
      expect(await names()).to.deep.equal(['owl'])
      await realm.setRoles('ines', ['AUTH_PARTNER', 'PARTNER_ADMIN'])
      expect(await run()).to.deep.equal({ added: 1, removed: 0 })
      expect(await names()).to.deep.equal(['ines', 'owl'])
    })
  })
else
  describe('administrators of Keycloak', () => {
    it('are looked up when TEST_KEYCLOAK_URL names one', function () {
      this.skip()
    })
  })
