import { expect } from 'chai'
import { PartnerEntity } from '../../partner/partners/index.ts'
import { nameKey } from '../../platform/database/name-key.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { FORMS_PER_ADDRESS, MAILS_PER_IDENTITY } from '../attempts.ts'
import { mailedLink, newcomer, register } from '../spec/registering.ts'
import { browse, openSignIn, openWorld, PASSWORD, person, recorded, signIn, type World } from '../spec/world.ts'
import { MembershipEntity, UserEntity, UserRoleEntity } from '../user.entity.ts'
import { RegistrationEntity } from './registration.entity.ts'

describeDatabases('registering', open => {
  let world: World
  let drop: () => Promise<void>

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    world = await openWorld(db)
    await world.account.createUser(person('taken', { roles: ['AUTH_PARTNER'], language: 'ar' }))
  })
  after(async () => {
    await world.close()
    await drop()
  })

  const userOf = (username: string) => world.db.em().findOne(UserEntity, { usernameKey: nameKey(username) })

  it('leads from the form by a mailed link to a person, a membership, a role and a pending partner', async () => {
    const browser = browse(world)
    const form = newcomer({ username: 'quill' })
    const sent = await register(browser, form)
    expect(sent.status).to.equal(200)
    expect(sent.text).to.include('Check your e-mail').and.include(form['email'])
    expect(await userOf('quill')).to.equal(null)

    const [mail] = await world.mailsTo(form['email']!)
    expect(mail!.subject).to.equal('Confirmez votre inscription')
    const link = await mailedLink(world, form['email']!)
    const asked = await browser.send('GET', link)
    expect(asked.status).to.equal(200)
    expect(asked.text).to.include('lang="fr"').and.include('quill').and.not.include('name="password"')
    expect(await userOf('quill'), 'a GET makes nothing').to.equal(null)

    const ready = await browser.submit(asked, {})
    expect(ready.status).to.equal(200)
    expect(ready.text).to.include('Votre compte est prêt').and.include('login_hint=quill')

    const em = world.db.em()
    const user = (await userOf('quill'))!
    expect(user).to.include({ username: 'quill', language: 'fr', status: 'ACTIVE', issuer: 'built-in' })
    const partner = (await em.findOne(PartnerEntity, { code: 'quill' }))!
    expect(partner).to.include({ type: 'Auth_Partner', status: 'PENDING', organisationName: 'Quillfeather Assurance' })
    expect(await em.find(MembershipEntity, { user: user.id })).to.deep.include.members([
      (await em.findOne(MembershipEntity, { user: user.id, organisationId: partner.organisationId, kind: 'OWNER' }))!,
    ])
    expect((await em.find(UserRoleEntity, { user: user.id })).map(({ role }) => role)).to.deep.equal(['AUTH_PARTNER'])
    const events = (await recorded(world.db)).map(([event]) => event)
    expect(events).to.include.members(['registration.requested', 'registration.confirmed', 'user.created'])

    const page = await browser.go(
      /href="([^"]*login_hint=[^"]*)"/.exec(ready.text)![1]!.replaceAll('&#38;', '&'),
      answer => answer.text.includes('name="password"'),
    )
    expect(page.text).to.match(/id="login"[^>]*value="quill"/)
    for (const login of ['quill', form['email']!]) {
      await signIn(browse(world), login)
    }
  })

  it('confirms once; the link is then no longer in use', async () => {
    const browser = browse(world)
    const form = newcomer()
    await register(browser, form)
    const link = await mailedLink(world, form['email']!)
    const page = await browser.send('GET', link)
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.submit(page, {})))
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 410, 410, 410, 410])
    expect((await browser.send('GET', link)).status).to.equal(410)
  })

  it('asks another browser for the password: the link alone confirms no stranger’s password', async () => {
    const form = newcomer()
    await register(browse(world), form)
    const other = browse(world)
    const page = await other.send('GET', await mailedLink(world, form['email']!))
    expect(page.text).to.include('name="password"')
    for (const password of ['', 'not the password of it']) {
      const refused = await other.submit(page, { password })
      expect(refused.status).to.equal(422)
      expect(refused.text).to.include('name="password"').and.not.include('not the password of it')
    }
    expect((await other.submit(page, { password: PASSWORD })).status).to.equal(200)
    expect(await userOf(form['username']!)).not.to.equal(null)
  })

  it('holds a registration for 48 hours, and its username with it', async () => {
    const form = newcomer()
    const browser = browse(world)
    await register(browser, form)
    const link = await mailedLink(world, form['email']!)
    const rival = newcomer({ username: form['username']!, email: 'rival@quillfeather.example' })
    expect((await register(browse(world), rival)).text).to.include('Somebody has this user name already')
    world.clock.advance(48 * 3_600_000 + 1)
    expect((await browser.send('GET', link)).status).to.equal(410)
    expect((await register(browse(world), rival)).status).to.equal(200)
  })

  it('lets the newest registration of an address count, and only that', async () => {
    const form = newcomer()
    const browser = browse(world)
    await register(browser, form)
    const first = await mailedLink(world, form['email']!)
    expect((await register(browser, { ...form, organisation: 'Second thoughts' })).status).to.equal(200)
    expect((await browser.send('GET', first)).status).to.equal(410)
    const second = await browser.send('GET', await mailedLink(world, form['email']!))
    expect(second.text).to.include('Second thoughts')
    expect(await world.db.em().count(RegistrationEntity, { usernameKey: nameKey(form['username']!) })).to.equal(1)
  })

  it('tells nobody but its owner that an address has an account', async () => {
    const form = newcomer({ email: 'Taken@Example.org' })
    const answer = await register(browse(world), form)
    expect(answer.status).to.equal(200)
    expect(answer.text).to.include('Check your e-mail')
    const mails = await world.mailsTo('taken@example.org')
    expect(mails).to.have.length(1)
    expect(mails[0]).to.include({ subject: 'لديك حساب بالفعل', language: 'ar' })
    expect(mails[0]!.text).to.include('/auth/partner/forgotten').and.not.include('/confirm?')
    // The username is kept as it is for a new address, so a second form learns nothing either.
    const again = newcomer({ username: form['username']! })
    expect((await register(browse(world), again)).text).to.include('Somebody has this user name already')
  })

  it('says that a username is somebody’s: it is public', async () => {
    for (const username of ['taken', 'TAKEN']) {
      const answer = await register(browse(world), newcomer({ username }))
      expect(answer.status).to.equal(422)
      expect(answer.text).to.include('Somebody has this user name already. Choose another one.')
    }
  })

  it('names every mistake at its field and in the summary, keeps what was typed, and never the passwords', async () => {
    const browser = browse(world)
    const answer = await register(
      browser,
      newcomer({
        firstName: ' ',
        organisation: 'Quill <feather>',
        type: 'Partner_Admin',
        address: 'kept "address" & more',
        email: 'nobody@nowhere',
        phone: '01 23 45 67 89 01 23 45 67 89',
        username: 'two words',
        password: 'password1234',
        passwordAgain: 'another one entirely',
      }),
    )
    expect(answer.status).to.equal(422)
    for (const field of [
      'firstName',
      'organisation',
      'type',
      'email',
      'phone',
      'username',
      'password',
      'passwordAgain',
    ]) {
      expect(answer.text, field).to.match(new RegExp(`<a href="#${field}">`))
      expect(answer.text, field).to.match(new RegExp(`id="${field}"[^>]*aria-invalid="true"[^>]*${field}-error`))
    }
    expect(answer.text).to.include('kept &#34;address&#34; &#38; more').and.include('value="Quill &#60;feather&#62;"')
    expect(answer.text).to.not.include('password1234').and.not.include('another one entirely')
    const order = [...answer.text.matchAll(/<li><a href="#(\w+)">/g)].map(([, name]) => name)
    expect(order, 'the order of the original’s table').to.deep.equal([
      'phone',
      'email',
      'username',
      'type',
      'organisation',
      'firstName',
      'password',
      'passwordAgain',
    ])
  })

  it('makes nobody an administrator, whatever is sent', async () => {
    for (const type of ['Partner_Admin', 'Internal_Partner', 'constructor', ''])
      expect((await register(browse(world), newcomer({ type }))).status).to.equal(422)
  })

  it('refuses a form that another site sends', async () => {
    const browser = browse(world)
    const page = await browser.send('GET', '/auth/partner/register')
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await browser.submit(page, newcomer(), headers)).status).to.equal(400)
  })

  it('sends one address 5 mails an hour, however many ask at once from everywhere', async () => {
    const form = newcomer()
    const page = await browse(world).send('GET', '/auth/partner/register')
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        browse(world, { 'x-forwarded-for': `198.51.${index}.7` }).submit(page, form),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter(status => status === 200)).to.have.length(MAILS_PER_IDENTITY)
    expect(statuses.filter(status => status === 429)).to.have.length(200 - MAILS_PER_IDENTITY)
    expect(answers.find(({ status }) => status === 429)!.headers['retry-after']).to.match(/^\d+$/)
    expect(await world.mailsTo(form['email']!)).to.have.length(MAILS_PER_IDENTITY)
  })

  it('takes 60 forms of one network in ten minutes', async () => {
    const browser = browse(world)
    const page = await browser.send('GET', '/auth/partner/register')
    const answers = await Promise.all(Array.from({ length: 200 }, () => browser.submit(page, { username: 'x' })))
    expect(answers.filter(({ status }) => status === 422)).to.have.length(FORMS_PER_ADDRESS)
    expect(answers.filter(({ status }) => status === 429)).to.have.length(200 - FORMS_PER_ADDRESS)
  })

  it('shows the form in every language, linked from the sign-in page', async () => {
    for (const [language, title] of [
      ['en', 'Register your organisation'],
      ['fr', 'Inscrire votre organisation'],
      ['ar', 'تسجيل مؤسستك'],
    ] as const) {
      const browser = browse(world)
      const signInPage = await openSignIn(browser, `?ui_locales=${language}`)
      expect(signInPage.text).to.include(`/auth/partner/register?ui_locales=${language}`)
      const { text, headers } = await browser.send('GET', `/auth/partner/register?ui_locales=${language}`)
      expect(text).to.include(`<h1>${title}</h1>`).and.include(`lang="${language}"`)
      expect(text).to.not.match(/\sstyle=|\son\w+=|<style|<script>|undefined/)
      expect(text).to.match(new RegExp(`<option\\s+value="${language}"\\s+lang="${language}"\\s+selected`))
      expect(headers['content-security-policy']).to.include("form-action 'self'")
    }
  })

  it('leaves no personal data in the clear, neither in a row nor in the log', async () => {
    const form = newcomer({ username: 'canary-registration', phone: '+44 7700 900142' })
    await register(browse(world), form)
    const sql = world.db.sql<Record<string, Record<string, unknown>>>()
    const tables = ['registration', 'outbox_message', 'user', 'audit_record', 'rate_limit', 'account_link']
    const rows = JSON.stringify(await Promise.all(tables.map(table => sql.selectFrom(table).selectAll().execute())))
    for (const text of [rows, world.logged.join('')])
      for (const canary of ['quillfeather.example', 'Salomé', 'Küçük', '7700 900142', 'Bourse', PASSWORD])
        expect(text).to.not.include(canary)
  })

  it('is swept away once it has run out', async () => {
    const form = newcomer()
    await register(browse(world), form)
    const mine = { usernameKey: nameKey(form['username']!) }
    await world.account.sweep()
    expect(await world.db.em().count(RegistrationEntity, mine)).to.equal(1)
    world.clock.advance(48 * 3_600_000 + 1)
    await world.account.sweep()
    expect(await world.db.em().count(RegistrationEntity, mine)).to.equal(0)
  })
})
