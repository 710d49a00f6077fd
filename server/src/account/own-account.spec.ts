import { expect } from 'chai'
import { PartnerEntity } from '../partner/partners/index.ts'
import type { Principal } from '../platform/graphql/context.ts'
import type { Refusal } from '../platform/refusal/refusal.ts'
import { describeDatabases } from '../spec/test-database.ts'
import { FREE_TRIES } from './attempts.ts'
import type { Browser } from './spec/browser.ts'
import { mailedLink, newcomer, register } from './spec/registering.ts'
import { browse, openSignIn, openWorld, PASSWORD, person, recorded, signIn, type World } from './spec/world.ts'
import { Terms } from './terms/terms.service.ts'
import { currentTerms } from './terms/texts.ts'
import { createAudit } from '../audit/index.ts'

const NEW = 'seven quiet lanterns drift'
const ADDRESS = '192.0.2.200'

describeDatabases('the own account', open => {
  let world: World
  let drop: () => Promise<void>

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    world = await openWorld(db)
  })
  after(async () => {
    await world.close()
    await drop()
  })

  const principalOf = async (browser: Browser): Promise<Principal> =>
    (await world.account.principal(browser.cookieHeader(), 'partner'))!
  const code = (result: unknown) => (result as Refusal).code
  const own = () => world.account.own
  const viewer = async (principal: Principal) => (await world.account.viewer(principal))!

  /** Somebody who has registered, confirmed and signed in. */
  async function partner(more: Record<string, string> = {}) {
    const form = newcomer(more)
    const browser = browse(world)
    await register(browser, form)
    await browser.submit(await browser.send('GET', await mailedLink(world, form['email']!)), {})
    await signIn(browser, form['username']!)
    return { form, browser, principal: await principalOf(browser) }
  }

  describe('terms', () => {
    it('are asked of partners once, and again when there is a new version', async () => {
      const { principal } = await partner()
      const { roles } = await viewer(principal)
      expect(await own().tasks(principal, roles)).to.deep.equal(['ACCEPT_TERMS', 'CHOOSE_POLICY_GROUP'])
      const shown = await own().terms.read(principal.userId, 'ar')
      expect(shown).to.include({ version: currentTerms.version, language: 'ar', acceptedAt: null })
      expect(code(await own().terms.accept(principal, '2001-01-01', 'ar'))).to.equal('TERMS_OUTDATED')
      await Promise.all([1, 2, 3].map(() => own().terms.accept(principal, currentTerms.version, 'ar')))
      expect(await own().tasks(principal, roles)).to.deep.equal(['CHOOSE_POLICY_GROUP'])
      expect((await own().terms.read(principal.userId, 'en')).acceptedAt).to.be.instanceOf(Date)
      const accepted = (await recorded(world.db)).filter(([event]) => event === 'terms.accepted')
      expect(accepted).to.deep.equal([['terms.accepted', { version: currentTerms.version, language: 'ar' }]])

      const deps = { db: world.db, clock: world.clock, audit: createAudit({ clock: world.clock }) }
      const next = new Terms({ ...deps, version: { ...currentTerms, version: '2027-01-01' } })
      await next.begin()
      expect(await next.accepted(principal.userId)).to.equal(false)
    })

    it('are not asked of administrators and policy managers', async () => {
      for (const role of ['PARTNER_ADMIN', 'POLICYMANAGER'] as const) {
        const name = role.toLowerCase().replace('_', '-')
        await world.account.createUser(person(name, { roles: [role] }))
        const browser = browse(world)
        await signIn(browser, name)
        const principal = await principalOf(browser)
        expect(await own().tasks(principal, [role])).to.deep.equal([])
        expect(await own().terms.accepted(principal.userId)).to.equal(true)
      }
    })

    it('keep the text that was shown under a version: another one stops the start', async () => {
      const deps = { db: world.db, clock: world.clock, audit: createAudit({ clock: world.clock }) }
      const texts = { ...currentTerms.texts, fr: { ...currentTerms.texts.fr, title: 'Autre chose' } }
      const changed = new Terms({ ...deps, version: { version: currentTerms.version, texts } })
      const error = await changed.begin().catch((reason: Error) => reason)
      expect((error as Error).message).to.match(/not those that people have accepted/)
    })
  })

  describe('the profile', () => {
    it('is the person’s own, and its contact data those of the partner', async () => {
      const { form, principal } = await partner()
      expect(await viewer(principal)).to.include({ language: 'fr', profileKeptHere: true, phone: form['phone'] })
      expect(await own().contactOf(principal.partnerIds)).to.deep.equal({
        address: '14 rue de la Bourse\n75002 Paris',
        phone: form['phone'],
      })
      const input = {
        firstName: ' Zoé ',
        lastName: 'Brown',
        phone: '+44 7700 900142',
        address: '1 High Street\r\nYork',
        language: 'en' as const,
      }
      expect(await own().profiles.update(principal, input)).to.equal(true)
      expect(await viewer(principal)).to.include({
        firstName: 'Zoé',
        lastName: 'Brown',
        language: 'en',
        phone: input.phone,
      })
      expect(await own().contactOf(principal.partnerIds)).to.deep.equal({
        address: '1 High Street\nYork',
        phone: input.phone,
      })
      expect((await recorded(world.db)).map(([event]) => event)).to.include('profile.updated')
      for (const [wrong, refused] of [
        [{ firstName: ' ' }, 'INPUT_REQUIRED'],
        [{ lastName: 'x'.repeat(129) }, 'INPUT_TOO_LONG'],
        [{ phone: 'call me' }, 'PHONE_FORMAT'],
        [{ phone: '+44 7700 900142 12345 6' }, 'PHONE_TOO_LONG'],
        [{ address: '<here>' }, 'INPUT_CHARACTERS'],
      ] as const) {
        const result = await own().profiles.update(principal, { ...input, ...wrong })
        expect(code(result)).to.equal(refused)
        expect((result as Refusal).field).to.deep.equal(['input', Object.keys(wrong)[0]])
      }
      expect(await viewer(principal)).to.include({ firstName: 'Zoé' })
    })

    it('asks no address of who owns no partner', async () => {
      await world.account.createUser(person('alone', { roles: ['POLICYMANAGER'] }))
      const browser = browse(world)
      await signIn(browser, 'alone')
      const input = { firstName: 'Al', lastName: 'One', phone: '', address: '', language: 'ar' as const }
      expect(await own().profiles.update(await principalOf(browser), input)).to.equal(true)
      expect(await viewer(await principalOf(browser))).to.include({
        displayName: 'Al One',
        phone: null,
        language: 'ar',
      })
    })
  })

  describe('the password', () => {
    it('is changed by who knows it; every other session ends, and a mail says so', async () => {
      const { form, browser, principal } = await partner()
      const elsewhere = browse(world)
      await signIn(elsewhere, form['username']!)
      const change = (currentPassword: string, newPassword: string) =>
        own().passwords.change(principal, { currentPassword, newPassword }, ADDRESS)
      expect(code(await change('not the password', NEW))).to.equal('PASSWORD_WRONG')
      expect(code(await change(PASSWORD, 'short'))).to.equal('PASSWORD_TOO_SHORT')
      expect(code(await change(PASSWORD, `${form['username']}123`))).to.equal('PASSWORD_GUESSABLE')
      expect(await principalOf(elsewhere)).not.to.equal(null)
      expect(await change(PASSWORD, NEW)).to.equal(true)
      expect(await principalOf(browser)).not.to.equal(null)
      expect(await principalOf(elsewhere)).to.equal(null)
      expect((await world.mailsTo(form['email']!)).at(-1)!.subject).to.equal('Votre mot de passe a changé')
      const again = browse(world)
      const page = await openSignIn(again)
      expect((await again.submit(page, { login: form['username']!, password: NEW })).status).to.equal(303)
      const events = await recorded(world.db)
      expect(events.map(([event]) => event)).to.include.members(['password.changed', 'password.change-failed'])
    })

    it('lets 5 of 200 parallel guesses through', async () => {
      const { principal } = await partner()
      const results = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          own().passwords.change(
            principal,
            { currentPassword: `guess ${index}`, newPassword: NEW },
            `203.0.113.${index}`,
          ),
        ),
      )
      expect(results.filter(result => code(result) === 'PASSWORD_WRONG')).to.have.length(FREE_TRIES)
      expect(results.filter(result => code(result) === 'TOO_MANY_TRIES')).to.have.length(200 - FREE_TRIES)
    })
  })

  describe('the e-mail address', () => {
    it('changes once the link to the new one is confirmed, for the partner as well; the old one is told', async () => {
      const { form, principal } = await partner()
      const request = (email: string, currentPassword = PASSWORD) =>
        own().emails.request(principal, { email, currentPassword }, ADDRESS)
      expect(code(await request('new@quillfeather.example', 'not it'))).to.equal('PASSWORD_WRONG')
      expect(code(await request('new@quillfeather'))).to.equal('EMAIL_FORMAT')
      expect(await request('new@quillfeather.example')).to.equal(true)
      expect(await own().emails.pending(principal.userId)).to.equal('new@quillfeather.example')
      expect((await viewer(principal)).email).to.equal(form['email'])
      const notice = (await world.mailsTo(form['email']!)).at(-1)!
      expect(notice.subject).to.equal('Votre adresse e-mail va changer')
      expect(notice.text).to.include('new@quillfeather.example')

      const stranger = browse(world)
      const page = await stranger.send('GET', await mailedLink(world, 'new@quillfeather.example'))
      expect(page.text).to.include('new@quillfeather.example')
      expect((await viewer(principal)).email, 'a GET changes nothing').to.equal(form['email'])
      expect((await stranger.submit(page, {})).status).to.equal(200)
      expect((await viewer(principal)).email).to.equal('new@quillfeather.example')
      expect(await own().emails.pending(principal.userId)).to.equal(null)
      expect((await stranger.submit(page, {})).status).to.equal(410)
      const row = (await world.db.em().findOne(PartnerEntity, { id: principal.partnerIds[0]! }))!
      expect(row.sealedEmail).to.not.include('quillfeather')
      await signIn(browse(world), 'new@quillfeather.example')
    })

    it('says the same for an address that is somebody else’s; that person is told', async () => {
      const { principal } = await partner()
      const { form: other } = await partner()
      const request = (email: string) => own().emails.request(principal, { email, currentPassword: PASSWORD }, ADDRESS)
      expect(await request(other['email']!)).to.equal(true)
      expect(await own().emails.pending(principal.userId)).to.equal(other['email'])
      const mail = (await world.mailsTo(other['email']!)).at(-1)!
      expect(mail.subject).to.equal('Cette adresse a déjà un compte')
      expect(mail.text).to.not.include('token=')
    })

    it('stays when the password changes before the link is followed', async () => {
      const { principal } = await partner()
      await own().emails.request(principal, { email: 'thief@evil.example', currentPassword: PASSWORD }, ADDRESS)
      const link = await mailedLink(world, 'thief@evil.example')
      await own().passwords.change(principal, { currentPassword: PASSWORD, newPassword: NEW }, ADDRESS)
      expect((await browse(world).send('GET', link)).status).to.equal(410)
    })
  })

  describe('sessions', () => {
    it('are listed, the current one first, and end one by one or all others at once', async () => {
      const { form, principal } = await partner()
      const others = await Promise.all(
        [1, 2, 3].map(async () => {
          const browser = browse(world, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' })
          await signIn(browser, form['username']!)
          return browser
        }),
      )
      const list = await own().sessions.list(principal)
      expect(list).to.have.length(4)
      expect(list[0]).to.include({ id: principal.sessionId, current: true, client: null })
      expect(list[1]).to.include({ current: false, client: 'Firefox on Linux' })
      const one = await principalOf(others[0]!)
      expect(await own().sessions.end(principal, one.sessionId)).to.equal(true)
      expect(code(await own().sessions.end(principal, one.sessionId))).to.equal('SESSION_NOT_FOUND')
      expect(await principalOf(others[0]!)).to.equal(null)
      await own().sessions.endOthers(principal)
      expect((await own().sessions.list(principal)).map(({ id }) => id)).to.deep.equal([principal.sessionId])
      expect(await recorded(world.db)).to.deep.include(['session.ended', { reason: 'ended-by-owner' }])
    })

    it('of others do not exist', async () => {
      const mine = await partner()
      const theirs = await partner()
      expect(code(await own().sessions.end(mine.principal, theirs.principal.sessionId))).to.equal('SESSION_NOT_FOUND')
      expect(await principalOf(theirs.browser)).not.to.equal(null)
    })

    it('that have run out are not listed', async () => {
      const { form, browser, principal } = await partner()
      const idle = browse(world)
      await signIn(idle, form['username']!)
      world.clock.advance(20 * 60_000)
      await principalOf(browser)
      world.clock.advance(20 * 60_000)
      expect(await own().sessions.list(principal)).to.have.length(1)
    })
  })

  describe('of a person who came without a partner', () => {
    const input = (more: object = {}) => ({
      code: 'late-comer',
      organisationName: 'Late Comers',
      type: 'Device_Provider',
      phone: '+33 1 23 45 67',
      address: 'Somewhere 1',
      language: 'en' as const,
      ...more,
    })

    it('is completed with a partner whose type fits a role held, once', async () => {
      await world.account.createUser(person('late', { roles: ['DEVICE_PROVIDER'] }))
      const browser = browse(world)
      await signIn(browser, 'late')
      const principal = await principalOf(browser)
      expect(await own().tasks(principal, ['DEVICE_PROVIDER'])).to.deep.equal(['COMPLETE_REGISTRATION', 'ACCEPT_TERMS'])
      const { form } = await partner()
      for (const [wrong, refused] of [
        [{ type: 'Auth_Partner' }, 'PARTNER_TYPE_NOT_HELD'],
        [{ type: 'Partner_Admin' }, 'PARTNER_TYPE_NOT_HELD'],
        [{ code: 'late comer' }, 'INPUT_CHARACTERS'],
        [{ code: form['username'] }, 'USERNAME_TAKEN'],
        [{ organisationName: '' }, 'INPUT_REQUIRED'],
        [{ phone: '12 34 letters' }, 'PHONE_FORMAT'],
      ] as const)
        expect(code(await own().completions.complete(principal, input(wrong)))).to.equal(refused)
      expect(await own().completions.complete(principal, input())).to.have.property('partnerId')
      const now = await principalOf(browser)
      expect(now.partnerIds).to.have.length(1)
      expect(await own().tasks(now, ['DEVICE_PROVIDER'])).to.deep.equal(['ACCEPT_TERMS'])
      expect(code(await own().completions.complete(now, input({ code: 'later' })))).to.equal('ALREADY_REGISTERED')
    })
  })
})
