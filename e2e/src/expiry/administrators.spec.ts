import { expect } from 'chai'
import { inEachBrowser, type World } from '../browsers.ts'
import { hasOpenssl, Workshop, type Made } from '../openssl.ts'
import { enter, go, settled } from '../portal.ts'
import { startProduct, type Product } from '../product.ts'
import { administrator, password } from '../sandbox.ts'
import { shot } from '../shots.ts'
import { signedIn, type Visitor } from '../visitor.ts'
import { within, word } from '../words.ts'
import {
  DAY,
  endOf,
  mailsTo,
  moveTo,
  noonBefore,
  noticesOf,
  operate,
  rows,
  runJob,
  tamper,
  trust,
  type Notice,
} from './house.ts'

if (hasOpenssl()) inEachBrowser('what administrators are told of ends, and the record of it', journey)
else
  describe.skip('what administrators are told of ends, and the record of it', () =>
    it('needs the OpenSSL command line: install openssl'))

/** A year ahead comes first here: what is put into the trust store has a year of life, and some of it ends together. */
const FIRST = 365
const second = { username: 'second', email: 'second@portico.example', secret: 'Mauve lanterns drift at 4' }

function journey(world: World): void {
  let product: Product
  let workshop: Workshop
  let admin: Visitor
  let other: Visitor
  let kestrel: Visitor
  /** Of the authorities of the workshop. */
  let end: Date
  let mine: Made[]
  let others: Made[]

  before(async () => {
    product = await startProduct({ PORTICO_NOTICE_DAYS: `${FIRST},30,15,10,9,8,7,6,5,4,3,2,1,0` })
    workshop = new Workshop()
    const { username, email, secret } = second
    const said = ['--username', username, '--email', email, '--first-name', 'Ada', '--last-name', 'Okoro']
    expect(await operate(product, 'admin-create', said, `${secret}\n`)).to.deep.include({ code: 0 })
    admin = await signedIn(product.origin, administrator.username, password)
    other = await signedIn(product.origin, username, secret)
    kestrel = await signedIn(product.origin, 'kestrel', password)

    const root = workshop.make({ commonName: 'Workshop lasting root', days: 1_500 })
    mine = Array.from({ length: 8 }, (_, n) =>
      workshop.make({ commonName: `Workshop issuing ${n + 1}`, issuer: root, days: FIRST + 3 }),
    )
    others = Array.from({ length: 4 }, (_, n) => workshop.make({ commonName: `Second root ${n + 1}`, days: FIRST + 3 }))
    end = new Date(Date.now() + (FIRST + 3) * DAY)
    await trust(
      admin,
      'AUTH',
      [root, ...mine].map(({ pem }) => pem),
    )
    await trust(
      other,
      'FTM',
      others.map(({ pem }) => pem),
    )
  })
  after(async () => {
    workshop?.remove()
    await product?.stop()
  })

  const made = (notices: readonly Notice[], day: Date) =>
    notices.filter(({ createdAt }) => Date.parse(createdAt) === noonBefore(day, 0).getTime() - DAY / 2)

  it('tells a partner of the original and of the platform-signed certificate apart, in the portal and by mail', async () => {
    const notices = await noticesOf(kestrel)
    expect(notices.map(({ kind }) => kind)).to.have.members(['PARTNER_CERTIFICATE', 'SIGNED_CERTIFICATE'])
    const mails = (await mailsTo(product, 'jonas@kestrel.example')).filter(({ text }) => text.includes('Expires'))
    expect(mails.length).to.equal(2)
    expect(mails.filter(({ text }) => text.includes('This is the original, as you uploaded it.')).length).to.equal(1)
    expect(
      mails.filter(({ text }) => text.includes('the copy that the platform signed, not the original')).length,
    ).to.equal(1)

    const { page } = await enter(world, product, { username: 'kestrel', path: '/notifications' })
    const list = page.getByRole('main').getByRole('list', { name: word('notices.title') })
    for (const kind of ['PARTNER_CERTIFICATE', 'SIGNED_CERTIFICATE'])
      await list.getByRole('link', { name: within(`notices.words.${kind}.ahead.title`) }).waitFor()
  })

  it('tells every administrator of roots and intermediates, whoever uploaded them, but of no distrusted one; many of a day in one mail', async () => {
    await moveTo(product, noonBefore(end, FIRST + 1))
    const { id } = rows<{ id: string }>(
      product,
      `select id from trust_certificate where issued_to = 'Workshop issuing 1'`,
    )[0]!
    const { text } = await admin.graphql(
      'mutation ($input: DistrustCertificateInput!) { distrustCertificate(input: $input) { __typename } }',
      { input: { id, reason: 'Its key was lost' } },
    )
    expect(text).to.include('TrustCertificate')
    const people = [
      { reader: admin, email: administrator.email },
      { reader: other, email: second.email },
    ]
    const before = await Promise.all(people.map(async ({ email }) => (await mailsTo(product, email)).length))

    const day = noonBefore(end, FIRST)
    await moveTo(product, day)
    for (const [n, { reader, email }] of people.entries()) {
      const told = made(await noticesOf(reader), day)
      // One of the sandbox's own is at its ninth day then.
      const expected = [...mine.slice(1), ...others].map(({ name }) => name).concat('Veridia Partner Issuing CA 3')
      expect(told.map(({ certificate }) => certificate?.issuedTo)).to.have.members(expected)
      expect(told.filter(({ kind }) => kind === 'ROOT_CERTIFICATE').length).to.equal(others.length)

      const mails = (await mailsTo(product, email)).slice(before[n])
      expect(mails.map(({ subject }) => subject.replace(/on .*/, ''))).to.deep.equal([
        `${expected.length} certificates expire, the first `,
      ])
      for (const name of expected) expect(mails[0]!.text).to.include(name)
      expect(mails[0]!.text).to.not.include('Workshop issuing 1')
    }
  })

  it('sums up the week on Saturday, by mail too, whose button leads to what is listed, and from there to the partner', async () => {
    await moveTo(product, saturday())
    const summaries = (await noticesOf(other)).filter(({ kind }) => kind === 'WEEKLY_SUMMARY')
    expect(summaries.length).to.equal(1)
    const mail = (await mailsTo(product, second.email)).at(-1)!
    expect(mail.subject).to.match(/^1 item of partners expires before /)
    expect(mail.text).to.include('Kestrel Biometrics')

    const { page } = await enter(world, product, { username: second.username, secret: second.secret, path: null })
    await page.goto(`${product.origin}/sandbox/inbox/${mail.id}`)
    const button = page.frameLocator('iframe').getByRole('link')
    // Out of sight, what stands in a frame is neither painted nor ever at rest.
    await page.locator('iframe').scrollIntoViewIfNeeded()
    await button.waitFor()
    await shot(page, `weekly-mail-${world.browser}`)
    await button.click()
    await page.waitForURL(new RegExp(`/notifications/weekly/${summaries[0]!.objectId}$`))
    await settled(page)
    expect(await page.getByRole('main').innerText()).to.match(within('notices.weekly.lede', { n: '1' }))
    await page.getByRole('link', { name: 'Kestrel Biometrics' }).click()
    await page.getByRole('heading', { level: 1, name: 'Kestrel Biometrics' }).waitFor()
  })

  it('sums up no sooner than seven days later, and records the week in which nothing ends', async () => {
    const summaries = async () => (await noticesOf(admin)).filter(({ kind }) => kind === 'WEEKLY_SUMMARY').length
    const empty = async () =>
      (
        await admin.graphql<{ auditRecords: { totalCount: { value: number } } }>(
          '{ auditRecords(first: 1, filter: { event: "weekly-summary.empty" }) { totalCount { value } } }',
        )
      ).data!.auditRecords.totalCount.value
    const before = await empty()
    await moveTo(product, new Date(saturday().getTime() + 6 * DAY))
    expect(await runJob(admin, 'weekly-summary')).to.deep.include({
      outcome: 'DONE',
      facts: { summaries: 0, items: 0, notices: 0, mails: 0 },
    })
    expect([await summaries(), await empty()]).to.deep.equal([1, before])
    await moveTo(product, new Date(saturday().getTime() + 7 * DAY))
    expect([await summaries(), await empty()]).to.deep.equal([1, before + 1])

    const { page } = await enter(world, product, { path: '/operations/audit?event=weekly-summary.empty' })
    expect(await page.getByRole('row').nth(1).innerText()).to.match(within('audit.event.weekly-summary.empty'))
  })

  it('shows the runs on the page of jobs, and every notice in the record by the original system’s codes', async () => {
    const { page } = await enter(world, product, { path: '/operations/jobs' })
    const job = page.getByRole('region', { name: word('jobs.job.expiry-notices.name') })
    await job.locator('summary').click()
    // From the start of the sandbox to the Saturday after next: a run of each day, of which the page shows the latest.
    expect(await job.getByRole('row').count()).to.equal(11)
    for (const row of (await job.getByRole('row').all()).slice(1))
      expect(await row.innerText()).to.match(within('jobs.outcome.DONE'))
    const seal = page.getByRole('region', { name: word('jobs.job.audit-seal.name') })
    await seal.getByRole('button', { name: within('jobs.runThis') }).click()
    await page
      .locator('[aria-live="polite"]')
      .filter({ hasText: within('jobs.ranNow', { outcome: 'Done' }) })
      .waitFor({ state: 'attached' })

    for (const [code, event, kind] of [
      ['PMS_NOTIF_001', 'created', 'root-certificate'],
      ['PMS_NOTIF_003', 'mailed', 'root-certificate'],
      ['PMS_NOTIF_005', 'created', 'intermediate-certificate'],
      ['PMS_NOTIF_007', 'mailed', 'intermediate-certificate'],
      ['PMS_NOTIF_009', 'created', '(partner|signed)-certificate'],
      ['PMS_NOTIF_011', 'mailed', '(partner|signed)-certificate'],
      ['PMS_NOTIF_013', 'created', 'weekly-summary'],
      ['PMS_NOTIF_015', 'mailed', 'weekly-summary'],
    ] as const) {
      await go(page, product, `/operations/audit?code=${code}`)
      const row = page.getByRole('row').nth(1)
      expect(await row.innerText(), code)
        .to.include(code)
        .and.match(within(`audit.notice.${event}`))
      expect(await row.innerText(), code).to.match(within('audit.sealed'))
      await row.locator('summary').click()
      expect(await row.innerText(), code).to.match(new RegExp(`notice\\.${kind}\\.${event}`))
    }
    await shot(page, `audit-notices-${world.browser}`)
  })

  it('can be verified by the operator, and names the one record that somebody changed', async () => {
    expect(await product.halt()).to.equal(0)
    const whole = await operate(product, 'audit-verify')
    expect(whole.output).to.match(/^The record is whole: [\d,]+ sealed rows/)
    expect(whole.code).to.equal(0)

    const { id } = rows<{ id: string }>(
      product,
      `select id from audit_record where event = 'notice.partner-certificate.mailed' order by id limit 1`,
    )[0]!
    tamper(product, `update audit_record set facts = '{}', subject_id = null where id = ?`, id)
    const broken = await operate(product, 'audit-verify')
    expect(broken.output).to.match(/^The record is BROKEN at row [\d,]+/)
    expect(broken.output).to.include(id)
    expect(broken.code).to.equal(1)
  })

  /** Noon of the one Saturday whose seven days hold the end of Kestrel's certificate. */
  let kestrelEnds: Date
  before(async () => {
    kestrelEnds = await endOf(kestrel)
  })
  const saturday = () => noonBefore(kestrelEnds, (noonBefore(kestrelEnds, 0).getUTCDay() + 1) % 7)
}
