import { expect } from 'chai'
import { UserEntity } from '../account/user.entity.ts'
import { OutboxMessageEntity } from '../notification/index.ts'
import { OrganisationEntity } from '../partner/partners/index.ts'
import { TrustCertificateEntity } from '../partner/certificates/trust-store/index.ts'
import { DAY } from '../platform/clock/clock.ts'
import { unitOfWork } from '../platform/database/database.ts'
import { languages } from '../platform/i18n/languages.ts'
import { newId } from '../platform/ids/ids.ts'
import { describeEach } from '../spec/test-database.ts'
import { openHouse, type TestHouse } from '../spec/test-house.ts'
import { ClockMover } from './clock/clock-mover.ts'
import { PAGE } from './inbox/inbox.queries.ts'
import { sandboxPeople } from './people.seed.ts'
import { sandboxAddresses } from './spec/addresses.ts'

describeEach('the sandbox', fresh => {
  let world: TestHouse
  before(async () => (world = await openHouse(await fresh())))
  after(() => world?.close())

  const get = (path: string, headers: Record<string, string> = {}) =>
    world.stranger().browser.send('GET', path, { headers })
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    world.stranger().browser.send('POST', path, {
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const json = async <T>(answer: Promise<{ text: string }>) => JSON.parse((await answer).text) as T
  const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    world.stranger().browser.send('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: world.origin, ...headers },
      body: new URLSearchParams(fields).toString(),
    })

  describe('its pages', () => {
    const pages = ['/sandbox', '/sandbox/inbox', '/sandbox/clock', '/sandbox/authority', '/sandbox/reset']

    for (const language of languages)
      it(`say their language, carry nothing inline and have one heading of the first rank (${language})`, async () => {
        for (const path of pages) {
          const { status, text, headers } = await get(`${path}?ui_locales=${language}`)
          expect(status, path).to.equal(200)
          expect(text).to.match(new RegExp(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`))
          expect(text.match(/<h1\b/g), path).to.have.length(1)
          expect(text).to.not.match(/\sstyle=|\son\w+=|<style|<script>|undefined|\[object/)
          expect(headers['content-security-policy']).to.not.match(/unsafe|\*/)
        }
      })

    it('tell how to sign in as anybody', async () => {
      const { text } = await get('/sandbox')
      for (const { username } of sandboxPeople) expect(text).to.include(`>${username}</code>`)
    })

    it('change nothing for another site, nor for a form that does not say where it comes from', async () => {
      const before = world.house.clock.businessNow()
      const posts = (await sandboxAddresses()).filter(({ method }) => method === 'POST')
      expect(posts.length).to.be.greaterThan(2)
      for (const { url } of posts) {
        for (const headers of [
          // Each of them what a browser would say of another site's page.
          { origin: 'https://evil.example' },
          { origin: world.origin, 'sec-fetch-site': 'cross-site' },
          { origin: 'null' },
        ] as Record<string, string>[]) {
          expect((await form(url, { days: '9' }, headers)).status, url).to.equal(403)
          expect((await post(url, { days: 9 }, headers)).status, url).to.equal(403)
        }
        const silent = await world.stranger().browser.send('POST', url, {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'days=9',
        })
        expect(silent.status).to.equal(403)
      }
      expect(world.house.clock.businessNow().getTime() - before.getTime()).to.be.below(DAY)
    })
  })

  describe('its inbox', () => {
    const leave = (to: string, subject = 'Hello <b>you</b>') =>
      unitOfWork(world.house.db, async tx => {
        world.house.outbox.mail(tx, {
          to,
          language: 'fr',
          template: 'spec',
          mail: {
            subject,
            text: `Open:\n${world.origin}/partner/?a=1&b=2\n<script>`,
            html: '<!doctype html><html><head></head><body><a href="/x">x</a></body></html>',
          },
        })
        await tx.flush()
        return true
      })
    type Told = { id: string; to: string; subject: string; text: string; html: string; at: string; channel: string }
    const told = (to: string) => json<Told[]>(get(`/sandbox/inbox.json?to=${encodeURIComponent(to)}`))

    it('says when it is empty', async () => {
      const { text } = await get('/sandbox/inbox?to=nobody@x.example')
      expect(text).to.include('No message to nobody@x.example')
    })

    it('tells programs of the mails to an address, newest first, and of nobody else’s', async () => {
      await leave('ann@x.example', 'first')
      await leave('ANN@x.example', 'second')
      await leave('bob@x.example')
      await world.house.outbox.deliverDue()
      const mails = await told('Ann@x.example')
      expect(mails.map(({ subject }) => subject)).to.deep.equal(['second', 'first'])
      expect(mails[0]!.text).to.include(`${world.origin}/partner/?a=1&b=2`)
      expect(new Date(mails[0]!.at).getTime()).to.be.greaterThan(0)
    })

    it('shows a mail with links that work and everything else as text', async () => {
      await leave('cat@x.example')
      const [{ id }] = (await told('cat@x.example')) as [Told]
      const { text } = await get(`/sandbox/inbox/${id}`)
      expect(text).to.match(/<a href="[^"]+\/partner\/\?a=1&#38;b=2">/)
      expect(text).to.not.match(/<b>you|<script>/)
      expect(text).to.match(/<iframe[^>]+sandbox="[^"]*"/)
      expect(text).to.not.match(/allow-scripts|allow-same-origin/)
    })

    it('shows a mail’s layout where it can run nothing, and only to pages of ours', async () => {
      await leave('dan@x.example')
      const [{ id }] = (await told('dan@x.example')) as [Told]
      const { text, headers } = await get(`/sandbox/inbox/${id}/html`)
      expect(text).to.include('<base target="_top" />')
      expect(headers['content-security-policy']).to.match(/^default-src 'none';.*frame-ancestors 'self'$/)
      expect(headers['x-frame-options']).to.equal('SAMEORIGIN')
    })

    it('shows SMS as well', async () => {
      const { vault, db } = world.house
      const id = newId()
      const seal = (column: string, value: string) => vault.seal('outbox_message', column, id, value)
      await db.em().insert(OutboxMessageEntity, {
        id,
        channel: 'SMS',
        template: 'spec',
        language: 'en',
        sealedRecipient: seal('sealed_recipient', '+1 555'),
        sealedText: seal('sealed_text', 'Your code is 123456'),
        status: 'SENT',
        attempts: 0,
        nextAttemptAt: new Date(),
        lease: 0,
        createdAt: new Date(),
      })
      expect((await told('+1 555'))[0]).to.include({ channel: 'SMS', text: 'Your code is 123456' })
      const { text } = await get(`/sandbox/inbox/${id}`)
      expect(text).to.include('Your code is 123456').and.not.include('<iframe')
    })

    it('has pages, each beginning where the last ended', async () => {
      for (let n = 0; n <= PAGE; n++) await leave('many@x.example', `n${n}`)
      const first = await get('/sandbox/inbox?to=many@x.example')
      const older = /href="([^"]*before=[^"]*)"[^>]*>Older/.exec(first.text)![1]!.replaceAll('&#38;', '&')
      const second = await get(older)
      const subjects = (text: string) => [...text.matchAll(/<bdi>(n\d+)<\/bdi>/g)].map(([, name]) => name)
      expect(subjects(first.text)).to.have.length(PAGE)
      expect(subjects(second.text)).to.deep.equal(['n0'])
      expect(second.text).to.match(/>Newest</)
    })

    it('knows no message that is none', async () => {
      for (const id of ['x', '../x', newId()]) expect((await get(`/sandbox/inbox/${id}`)).status).to.equal(404)
    })
  })

  describe('its clock', () => {
    type Told = { businessNow: string; days: number; failed: string[] }
    const apart = () => world.house.clock.businessNow().getTime() - world.house.clock.now().getTime()

    it('moves business time by days, running each midnight’s work, and leaves real time alone', async () => {
      const ran: string[] = []
      const { jobs } = world.house
      const run = jobs.runFor.bind(jobs)
      jobs.runFor = async at => {
        expect(world.house.clock.businessNow().getTime() - at.getTime()).to.be.below(60_000)
        ran.push(at.toISOString())
        return run(at)
      }
      const now = world.house.clock.now().getTime()
      const { days } = await json<Told>(post('/sandbox/clock', { days: 7 }))
      jobs.runFor = run
      expect(days).to.equal(7)
      // And once more where it arrived.
      expect(ran.pop()).to.match(new RegExp(`^${world.house.clock.businessNow().toISOString().slice(0, 10)}T`))
      expect(ran).to.have.length(7)
      expect(ran.every(at => at.endsWith('T00:00:00.000Z'))).to.equal(true)
      expect(Math.round(apart() / DAY)).to.equal(7)
      expect(world.house.clock.now().getTime() - now).to.be.below(DAY)
    })

    it('calls every job of the house by words, in each language, also when it failed', async () => {
      const names = world.house.jobs.jobs.map(({ name }) => name)
      for (const language of languages) {
        const { text } = await get(`/sandbox/clock?ui_locales=${language}&moved=1&failed=${names.join(',')}`)
        for (const name of names) expect(text, language).not.to.include(name)
      }
    })

    it('goes to a date, back and to real time by the form of the page', async () => {
      const there = await form('/sandbox/clock', { to: '2031-03-01' })
      expect(there.status).to.equal(422)
      const date = new Date(world.house.clock.businessNow().getTime() + 40 * DAY).toISOString().slice(0, 10)
      const answer = await form('/sandbox/clock', { to: date })
      expect(answer.status).to.equal(303)
      expect(world.house.clock.businessNow().toISOString()).to.match(new RegExp(`^${date}T00:00`))
      expect((await get(answer.location!)).text).to.include('Midnights passed: 40')
      const back = await form('/sandbox/clock', { real: 'yes' })
      expect((await get(back.location!)).text).to.include('Time went back')
      expect(Math.abs(apart())).to.be.below(5_000)
    })

    it('does anew what a day brings that it passes again, for what came since', async () => {
      const { jobs, clock } = world.house
      await post('/sandbox/clock', { days: 2 })
      await post('/sandbox/clock', { days: -2 })
      const now = clock.now()
      const { days } = await json<{ days: number }>(post('/sandbox/clock', { days: 2 }))
      const runs = (await jobs.runs.latest(['expiry-notices'], 50)).get('expiry-notices')!
      expect(days).to.equal(2)
      expect(runs.filter(({ startedAt }) => startedAt >= now).length).to.equal(2)
      await form('/sandbox/clock', { real: 'yes' })
      expect(
        (await jobs.runs.latest(['expiry-notices'], 50))
          .get('expiry-notices')!
          .every(({ dueAt }) => dueAt <= clock.now()),
      ).to.equal(true)
    })

    it('leaves nothing undone that is due where it arrives, forward or back', async () => {
      const { jobs, clock } = world.house
      for (const days of [3, -2, -1]) {
        await post('/sandbox/clock', { days })
        const [last] = (await jobs.runs.latest(['audit-seal'], 1)).get('audit-seal')!
        expect(clock.businessNow().getTime() - last!.dueAt.getTime(), `${days} days`).to.be.within(0, 600_000)
      }
    })

    it('is remembered', async () => {
      await post('/sandbox/clock', { days: 3 })
      expect(Math.round((await ClockMover.remembered(world.house.db)) / DAY)).to.equal(3)
      await post('/sandbox/clock', { days: -3 })
      expect(Math.abs(await ClockMover.remembered(world.house.db))).to.be.below(5_000)
    })

    for (const [what, body, code] of [
      ['more than it can run at once', { days: 801 }, 'too-far'],
      ['a year it does not know', { to: '2150-01-01' }, 'out-of-range'],
      ['no date', { to: 'tomorrow' }, 'no-date'],
      ['nothing', {}, 'no-date'],
    ] as const)
      it(`refuses ${what}`, async () => {
        const before = apart()
        const answer = await post('/sandbox/clock', body)
        expect(answer.status).to.equal(422)
        expect(JSON.parse(answer.text)).to.deep.equal({ code })
        expect(Math.abs(apart() - before)).to.be.below(5_000)
      })

    it('ends no session and no link: those follow real time', async () => {
      const { ask } = await world.signIn('northwind')
      await post('/sandbox/clock', { days: 2 })
      expect((await ask('{ viewer { username } }')).data['viewer']).to.deep.equal({ username: 'northwind' })
      await form('/sandbox/clock', { real: 'yes' })
    })
  })

  describe('its test authority', () => {
    const wish = { domain: 'AUTH', organisation: 'Northwind Identity Ltd', kind: 'good' }

    it('issues for programs: certificate, key, issuers', async () => {
      const issued = await json<{ certificate: string; privateKey: string; chain: string[] }>(
        post('/sandbox/authority', wish),
      )
      expect(issued.certificate).to.match(/^-----BEGIN CERTIFICATE-----/)
      expect(issued.privateKey).to.match(/^-----BEGIN PRIVATE KEY-----/)
      expect(issued.chain).to.have.length(2)
    })

    it('shows what it issued with the verdict of our check, which accepts a good one', async () => {
      const good = await form('/sandbox/authority', wish)
      expect(good.text).to.match(/<pre class="s-text s-plain">Accepted/)
      expect(good.text).to.include('download="auth-good.cer"')
      const expired = await form('/sandbox/authority', { ...wish, kind: 'expired' })
      expect(expired.text).to.match(/<pre class="s-text s-plain">Not accepted[^<]*The certificate has expired/)
    })

    it('keeps what was typed and says at the field what to put right', async () => {
      const { status, text } = await form('/sandbox/authority', { ...wish, csr: 'nonsense' })
      expect(status).to.equal(422)
      expect(text)
        .to.include('value="Northwind Identity Ltd"')
        .and.match(/>\s*nonsense<\/textarea>/)
      expect(text).to.match(/<textarea[^>]+aria-invalid="true"/)
      for (const [field, body] of [
        ['domain', { ...wish, domain: 'X' }],
        ['organisation', { ...wish, organisation: ' ' }],
        ['kind', { ...wish, kind: 'X' }],
      ] as const)
        expect(await json(post('/sandbox/authority', body))).to.deep.equal({ code: field })
    })

    it('stands in the trust store with those of its authorities that are trusted', async () => {
      const names = (await world.house.db.em().find(TrustCertificateEntity, {})).map(({ issuedTo }) => issuedTo)
      expect(names).to.include('Portico Sandbox FTM Root').and.include('Portico Sandbox MISP Issuing CA')
      expect(names.filter(name => /Unlisted|Stranger/.test(name))).to.deep.equal([])
    })
  })

  describe('its reset', () => {
    it('asks before it does anything', async () => {
      const { text } = await get('/sandbox/reset')
      expect(text).to.match(/<button class="p-btn p-btn-danger" type="submit">/)
    })

    it('makes everything as on the first day, signs everybody out, and lets nobody see it half done', async () => {
      const { db, clock } = world.house
      const contents = async () => ({
        people: await db.em().count(UserEntity),
        organisations: await db.em().count(OrganisationEntity),
        trusted: await db.em().count(TrustCertificateEntity),
        mails: await db.em().count(OutboxMessageEntity),
      })
      const first = { ...(await contents()), mails: 0 }
      const { ask } = await world.signIn('kestrel')
      await db.em().nativeDelete(TrustCertificateEntity, { domain: 'MISP' })
      await db.em().insert(OrganisationEntity, { id: newId(), name: 'New', nameKey: 'new', createdAt: new Date() })
      await post('/sandbox/clock', { days: 2 })

      const resetting = post('/sandbox/reset', {})
      const meanwhile: number[] = []
      const over = resetting.then(() => true)
      const look = async () => void meanwhile.push((await get('/sandbox/inbox.json')).status)
      while ((await Promise.race([over, look()])) !== true);
      expect(JSON.parse((await resetting).text)).to.deep.equal({ reset: true })
      expect(new Set(meanwhile)).to.include(503)
      for (const status of meanwhile) expect(status).to.be.oneOf([200, 503])

      expect(await contents()).to.deep.equal(first)
      expect(clock.businessNow().getTime() - clock.now().getTime()).to.be.below(1_000)
      expect((await ask('{ viewer { username } }')).data['viewer']).to.equal(null)
      const again = await world.signIn('kestrel')
      expect((await again.ask('{ viewer { username } }')).data['viewer']).to.deep.equal({ username: 'kestrel' })
    })
  })
})
