import { expect } from 'chai'
import { Browser } from '../account/spec/browser.ts'
import { issuerOf, KEYCLOAK_PASSWORD, openRealm, type Realm } from '../account/spec/keycloak.ts'
import { describeEach } from './test-database.ts'
import { openHouse, type TestHouse } from './test-house.ts'

const keycloak = process.env['TEST_KEYCLOAK_URL']
const admin = process.env['TEST_KEYCLOAK_ADMIN'] ?? ''
const WHO =
  '{ viewer { username displayName email phone address language roles organisationName partners { code type organisationName status } } }'
interface Tasks {
  tasks: string[]
  profileKeptHere: boolean
}
const complete = {
  organizationName: 'Moreau et fils',
  address: '12, rue des Oliviers, Rabat',
  phoneNumber: '+212 522 000 000',
  partnerType: 'Auth_Partner',
  locale: 'fr',
}

/** Whoever signs in at Keycloak instead of here: by settings alone, against the real one (decisions §2). */
if (keycloak)
  describeEach('a house whose people are Keycloak’s', fresh => {
    let world: TestHouse
    let realm: Realm

    before(async function () {
      this.timeout(120_000)
      const name = `portico-${crypto.randomUUID()}`
      const secret = crypto.randomUUID()
      world = await openHouse(await fresh(), {
        environment: { PORTICO_PARTNER_ISSUER: issuerOf(keycloak, name), PORTICO_PARTNER_CLIENT_SECRET: secret },
      })
      realm = await openRealm({ keycloak, admin, realm: name, origin: world.origin, secret }, [
        { username: 'ines', roles: ['AUTH_PARTNER'], attributes: complete },
        { username: 'bare', roles: ['DEVICE_PROVIDER'] },
        { username: 'boss', roles: ['PARTNER_ADMIN', 'POLICYMANAGER'] },
        { username: 'leila', roles: ['POLICYMANAGER'] },
        { username: 'nobody', roles: [] },
      ])
    })
    after(async () => {
      await realm?.drop()
      await world?.close()
    })

    const port = () => Number(new URL(world.origin).port)
    const browse = () => new Browser({ origin: world.origin, port: port() })
    /** Through Keycloak's own page into the portal. */
    const enter = async (username: string, { browser = browse(), language = 'en' } = {}) => {
      const page = await browser.go(`/auth/partner/login?return_to=/partner/&ui_locales=${language}`)
      const answer = await browser.submit(page, { username, password: KEYCLOAK_PASSWORD, credentialId: '' })
      const last = answer.location
        ? await browser.go(answer.location, ({ url }) => url.includes('/auth/partner/callback'))
        : answer
      return { browser, page, answer: last }
    }
    const ask = async (browser: Browser, query: string) => {
      const { text } = await browser.send('POST', '/graphql', {
        headers: { accept: 'application/json', 'content-type': 'application/json', 'x-portico-portal': 'partner' },
        body: JSON.stringify({ query }),
      })
      const { data, errors } = JSON.parse(text) as { data?: { viewer: unknown }; errors?: unknown }
      expect(errors, JSON.stringify(errors)).to.equal(undefined)
      return data!.viewer
    }
    const who = (browser: Browser) => ask(browser, WHO)

    it('sends people to Keycloak’s page in their language and takes them in with roles and profile', async () => {
      const { browser, page, answer } = await enter('boss', { language: 'fr' })
      expect(page.url).to.include(`${keycloak}/realms/`)
      expect(page.text).to.match(/<html[^>]+lang="fr"/)
      expect(answer.location).to.equal(`${world.origin}/partner/`)
      expect(await who(browser)).to.deep.include({
        username: 'boss',
        displayName: 'Inès Moreau',
        email: 'boss@example.org',
        roles: ['PARTNER_ADMIN', 'POLICYMANAGER'],
        partners: [],
      })
    })

    it('makes the partner of complete attributes at the first sign-in, once', async () => {
      for (let n = 0; n < 2; n++) {
        const { browser } = await enter('ines')
        expect(await who(browser)).to.deep.include({
          organisationName: 'Moreau et fils',
          phone: '+212 522 000 000',
          address: '12, rue des Oliviers, Rabat',
          language: 'fr',
          roles: ['AUTH_PARTNER'],
          partners: [{ code: 'ines', type: 'Auth_Partner', organisationName: 'Moreau et fils', status: 'PENDING' }],
        })
      }
    })

    it('lets people in whose attributes are not complete, to complete them (W-27)', async () => {
      const { browser } = await enter('bare')
      expect(await who(browser)).to.deep.include({ roles: ['DEVICE_PROVIDER'], partners: [] })
      const { tasks, profileKeptHere } = (await ask(browser, '{ viewer { tasks profileKeptHere } }')) as Tasks
      expect(tasks).to.include('COMPLETE_REGISTRATION')
      expect(profileKeptHere).to.equal(false)
    })

    it('lets people without a role of ours see their account and nothing else', async () => {
      const { browser } = await enter('nobody')
      expect(await who(browser)).to.deep.include({ username: 'nobody', roles: [] })
    })

    it('takes over changed roles at the next sign-in', async () => {
      await realm.setRoles('boss', ['POLICYMANAGER'])
      const { browser } = await enter('boss')
      expect(await who(browser)).to.deep.include({ roles: ['POLICYMANAGER'] })
    })

    it('keeps out whom Keycloak keeps out', async () => {
      await realm.setEnabled('nobody', false)
      const { browser, answer } = await enter('nobody')
      expect(answer.url).to.include(keycloak)
      expect(await who(browser)).to.equal(null)
    })

    it('ends Keycloak’s session with ours: the next sign-in asks for the password again', async () => {
      const { browser } = await enter('boss')
      // With Keycloak's session alive, nobody is asked.
      const other = await browser.go('/auth/partner/login?return_to=/partner/')
      expect(other.url).to.include('/partner/')
      const out = await browser.send('POST', '/auth/partner/logout', {
        headers: { 'x-portico-portal': 'partner', origin: world.origin },
      })
      expect(await who(browser)).to.equal(null)
      const { redirect } = JSON.parse(out.text) as { redirect: string }
      const back = await browser.go(redirect)
      expect(back.url).to.match(/\/auth\/partner\/signed-out(\?|$)/)
      expect((await browser.go('/auth/partner/login')).text).to.include('name="password"')
    })

    it('ends the session of a person whom an administrator of Keycloak signs out', async () => {
      const [gone, stays] = [await enter('leila'), await enter('boss')]
      await realm.logOut('leila')
      expect(await who(gone.browser)).to.equal(null)
      expect(await who(stays.browser)).to.deep.include({ username: 'boss' })
    })

    it('ends the one session that Keycloak ends, by its sid', async () => {
      const [one, two] = [await enter('ines'), await enter('ines')]
      // The callback's address names it, beside the code.
      const callback = two.browser.visited.findLast(({ url }) => url.includes('session_state='))!
      await realm.endSession(new URL(callback.url).searchParams.get('session_state')!)
      expect(await who(two.browser)).to.equal(null)
      expect(await who(one.browser)).to.deep.include({ username: 'ines' })
    })
  })
else
  describe('a house whose people are Keycloak’s', () => {
    it('is tried when TEST_KEYCLOAK_URL names one', function () {
      this.skip()
    })
  })
