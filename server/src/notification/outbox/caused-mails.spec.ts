import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { AuditRecordEntity, createAudit } from '../../audit/index.ts'
import { DAY, FakeClock } from '../../platform/clock/clock.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import { countStatements } from '../../platform/database/guard.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { newId } from '../../platform/ids/ids.ts'
import { createLog } from '../../platform/log/log.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { NoticeEntity, type NoticeKind } from '../notices/notice.entity.ts'
import type { NoticeForMail } from '../notices/notice-writer.port.ts'
import { openPostOffice } from '../spec/post-office.ts'
import type { CausedMailDeps } from './caused-mails.ts'
import type { MailContact } from './mail-contacts.port.ts'
import { OutboxMessageEntity } from './outbox-message.entity.ts'
import { createOutbox, type OutboxDeps, type RunningOutbox } from './outbox.ts'
import { LEASE, PAUSES } from './relay.ts'
import { openMessage } from './sealed-message.ts'
import { smtpTransport } from './smtp.ts'
import { inboxTransport, MailFault, type MailTransport, type OutgoingMail } from './transport.port.ts'

const vault = createVault(deriveDataKey(randomBytes(32)))
const log = createLog('silent')
const now = '2026-11-22T10:00:00Z'

describeDatabases('mails of notices', open => {
  let db: Database
  let drop: () => Promise<void>
  let clock: FakeClock
  let sent: OutgoingMail[]
  let faults: Error[]
  let outdated: Set<string>
  let contacts: Map<string, MailContact>
  let written: { notices: readonly NoticeForMail[]; to: { language: Language; name: string; digest: boolean } }[]
  const opened: RunningOutbox[] = []

  before(async () => ({ db, drop } = await open()))
  after(() => drop())
  beforeEach(async () => {
    clock = new FakeClock(now)
    sent = []
    faults = []
    outdated = new Set()
    contacts = new Map([
      ['amelie', { address: 'amelie@northwind.example', name: 'Amélie Laurent' }],
      ['omar', { address: 'omar@kestrel.example', name: '' }],
    ])
    written = []
    await db.em().nativeDelete(OutboxMessageEntity, {})
    await db.em().nativeDelete(NoticeEntity, {})
    await db.em().nativeDelete(AuditRecordEntity, {})
  })
  afterEach(async () => {
    for (const outbox of opened.splice(0)) await outbox.close()
  })

  const post: MailTransport = {
    async send(mail) {
      const fault = faults.shift()
      if (fault) throw fault
      sent.push(mail)
    },
    close: () => undefined,
  }
  const caused = (): CausedMailDeps => ({
    audit: createAudit({ clock }),
    contacts: { contactsOf: async ids => new Map([...contacts].filter(([id]) => ids.includes(id))) },
    standing: { stillDue: async ids => new Set(ids.filter(id => !outdated.has(id))) },
    writer: {
      write(notices, to) {
        written.push({ notices, to })
        const ids = notices.map(({ id }) => id).join()
        return { subject: `${notices.length} for ${to.name}`, text: ids, html: `<p>${ids}</p>` }
      },
    },
    summaries: {
      read: async (id, limit) =>
        id === 'gone'
          ? null
          : { from: clock.now(), to: clock.now(), counts: { PARTNER_CERTIFICATE: limit }, items: [] },
    },
  })
  const outboxOf = (more: Partial<OutboxDeps> = {}) => {
    const outbox = createOutbox({ db, clock, vault, log, transport: post, keep: false, caused: caused(), ...more })
    opened.push(outbox)
    return outbox
  }

  const runId = 'run-1'
  const notice = async (
    recipientId: string,
    { kind = 'PARTNER_CERTIFICATE', days = 3, facts = {} }: { kind?: NoticeKind; days?: number; facts?: object } = {},
  ) => {
    const id = newId()
    await db.em().insert(NoticeEntity, {
      id,
      kind,
      objectId: newId(),
      dueAt: new Date(clock.now().getTime() + days * DAY),
      threshold: days,
      recipientId,
      channel: 'PORTAL',
      runId,
      facts: { issuedTo: 'CN=x', ...facts },
      status: 'ACTIVE',
      createdAt: clock.businessNow(),
    })
    return id
  }
  const message = async (recipientId: string, causeId: string, template = 'notice.expiry', language = 'fr') => {
    const id = newId()
    await db.em().insert(OutboxMessageEntity, {
      id,
      channel: 'MAIL',
      template,
      language,
      recipientId,
      causeId,
      status: 'QUEUED',
      attempts: 0,
      nextAttemptAt: clock.now(),
      lease: 0,
      createdAt: clock.now(),
    })
    return id
  }
  const row = (id: string) => db.em().findOneOrFail(OutboxMessageEntity, { id })
  const audited = async () =>
    (await db.em().find(AuditRecordEntity, {}, { orderBy: { subjectId: 'asc' } })).map(
      ({ event, code, subjectType, subjectId, facts }) => ({ event, code, subjectType, subjectId, facts }),
    )

  it('are written when they go out: to the address of that moment, in the language of registration', async () => {
    const outbox = outboxOf()
    const noticeId = await notice('amelie')
    const id = await message('amelie', noticeId)
    contacts.set('amelie', { address: 'new@northwind.example', name: 'Amélie Laurent' })
    expect(await outbox.deliverDue()).to.equal(1)
    expect(sent).to.deep.equal([
      {
        id,
        to: 'new@northwind.example',
        language: 'fr',
        subject: '1 for Amélie Laurent',
        text: noticeId,
        html: `<p>${noticeId}</p>`,
      },
    ])
    expect(written[0]!.to).to.deep.equal({ language: 'fr', name: 'Amélie Laurent', digest: false })
    expect(written[0]!.notices[0]).to.deep.include({
      kind: 'PARTNER_CERTIFICATE',
      dueAt: new Date('2026-11-25T10:00:00Z'),
    })
    expect(await row(id)).to.include({ status: 'SENT', sealedRecipient: null, sealedText: null })
  })

  it('are sealed into their row where the inbox shows them', async () => {
    const outbox = outboxOf({ keep: true, transport: inboxTransport })
    const id = await message('amelie', await notice('amelie'))
    await outbox.deliverDue()
    const kept = await row(id)
    expect(JSON.stringify(kept)).to.not.match(/northwind|Amélie/)
    expect(openMessage(vault, id, kept)).to.include({
      recipient: 'amelie@northwind.example',
      subject: '1 for Amélie Laurent',
    })
  })

  it('are withdrawn, not sent, when what they tell of is no longer so', async () => {
    const outbox = outboxOf()
    const noticeId = await notice('amelie')
    const anothers = await notice('amelie')
    const ids = [await message('amelie', noticeId), await message('omar', newId()), await message('omar', anothers)]
    outdated.add(noticeId)
    expect(await outbox.deliverDue()).to.equal(0)
    for (const id of ids)
      expect(await row(id)).to.include({ status: 'WITHDRAWN', problem: 'NO_LONGER_DUE', attempts: 0 })
    expect(sent).to.deep.equal([])
    expect(await audited()).to.deep.equal([])
  })

  it('are withdrawn for who has no address, or may not sign in any more', async () => {
    const outbox = outboxOf()
    contacts.set('nobody', { address: null, name: 'N' })
    const without = await message('nobody', await notice('nobody'))
    const left = await message('left', await notice('left'))
    expect(await outbox.deliverDue()).to.equal(0)
    expect(await row(without)).to.include({ status: 'WITHDRAWN', problem: 'NO_ADDRESS' })
    expect(await row(left)).to.include({ status: 'WITHDRAWN', problem: 'NO_RECIPIENT' })
  })

  it('gather in a digest what one run told one person and is still so, the first to end first', async () => {
    const outbox = outboxOf()
    const late = await notice('amelie', { days: 9 })
    const soon = await notice('amelie', { days: 1, kind: 'ROOT_CERTIFICATE' })
    const renewed = await notice('amelie', { days: 2 })
    await notice('omar')
    outdated.add(renewed)
    await message('amelie', runId, 'notice.digest')
    expect(await outbox.deliverDue()).to.equal(1)
    expect(written.map(({ notices }) => notices.map(({ id }) => id))).to.deep.equal([[soon, late]])
    expect(written[0]!.to.digest).to.equal(true)
    expect((await audited()).map(({ subjectId }) => subjectId).sort()).to.deep.equal([soon, late].sort())
  })

  it('bring the weekly summary along, read once for all who get it', async () => {
    const outbox = outboxOf()
    for (const person of ['amelie', 'omar'])
      await message(
        person,
        await notice(person, { kind: 'WEEKLY_SUMMARY', facts: { summaryId: 's' } }),
        'notice.weekly-summary',
      )
    await outbox.deliverDue()
    expect(written.map(({ notices }) => notices[0]!.summary?.counts)).to.deep.equal([
      { PARTNER_CERTIFICATE: 20 },
      { PARTNER_CERTIFICATE: 20 },
    ])
  })

  it('R-NOT-05: are tried again, and recorded once when they went', async () => {
    const outbox = outboxOf()
    const noticeId = await notice('omar', { kind: 'INTERMEDIATE_CERTIFICATE' })
    const id = await message('omar', noticeId)
    faults = [new MailFault('SERVER_UNREACHABLE')]
    expect(await outbox.deliverDue()).to.equal(0)
    expect(await audited()).to.deep.equal([])
    expect(await row(id)).to.include({ status: 'QUEUED', attempts: 1, sealedText: null })
    clock.advance(PAUSES[0]!)
    expect(await outbox.deliverDue()).to.equal(1)
    expect(await audited()).to.deep.equal([
      {
        event: 'notice.intermediate-certificate.mailed',
        code: 'PMS_NOTIF_007',
        subjectType: 'notice',
        subjectId: noticeId,
        facts: { messageId: id },
      },
    ])
    expect(written.map(({ notices }) => notices[0])).to.have.length(2)
    expect(written[0]).to.deep.equal(written[1])
  })

  it('§5.7: a mail given up is recorded with its problem, for each notice it told of', async () => {
    const outbox = outboxOf()
    const one = await notice('omar')
    const two = await notice('omar', { kind: 'WEEKLY_SUMMARY' })
    const id = await message('omar', runId, 'notice.digest')
    faults = [new MailFault('RECIPIENT_REFUSED', { final: true })]
    await outbox.deliverDue()
    const facts = { messageId: id, problem: 'RECIPIENT_REFUSED' }
    expect(await audited()).to.deep.equal([
      {
        event: 'notice.partner-certificate.mail-failed',
        code: 'PMS_NOTIF_012',
        subjectType: 'notice',
        subjectId: one,
        facts,
      },
      {
        event: 'notice.weekly-summary.mail-failed',
        code: 'PMS_NOTIF_016',
        subjectType: 'notice',
        subjectId: two,
        facts,
      },
    ])
  })

  it('are neither recorded nor marked by who lost the lease', async () => {
    const id = await message('omar', await notice('omar'))
    const other = outboxOf()
    let took: number | undefined
    const slow = outboxOf({
      transport: {
        ...post,
        async send(mail) {
          sent.push(mail)
          clock.advance(LEASE)
          took = await other.deliverDue()
        },
      },
    })
    expect(await slow.deliverDue()).to.equal(0)
    expect(took).to.equal(1)
    expect(await audited()).to.have.length(1)
    // The one repetition there may be, and its receiver can tell.
    expect(sent.map(mail => mail.id)).to.deep.equal([id, id])
    expect(sent[0]).to.deep.equal(sent[1])
  })

  it('are begun in the first half of the lease only, and put back after it', async () => {
    for (let n = 0; n < 10; n++) await message('omar', await notice('omar'))
    const outbox = outboxOf({
      transport: {
        ...post,
        async send(mail) {
          sent.push(mail)
          if (sent.length === 4) clock.advance(LEASE / 2 + 1)
        },
      },
    })
    expect(await outbox.deliverDue()).to.equal(10)
    const leases = (await db.em().find(OutboxMessageEntity, {})).map(({ lease }) => lease)
    expect(
      leases.filter(lease => lease === 2),
      'taken again, with a lease of their own',
    ).to.have.length.within(5, 6)
    expect(new Set(sent.map(({ id }) => id)).size).to.equal(10)
  })

  it('stop at the end of the server with those on their way; the others are free at once', async () => {
    for (let n = 0; n < 20; n++) await message('omar', await notice('omar'))
    const began = Promise.withResolvers<void>()
    const outbox = outboxOf({
      transport: {
        ...post,
        async send(mail) {
          sent.push(mail)
          began.resolve()
        },
      },
    })
    outbox.start()
    outbox.wake()
    await began.promise
    await outbox.close()
    const before = sent.length
    expect(before).to.be.lessThan(20)
    expect(await outboxOf().deliverDue()).to.equal(20 - before)
    expect(new Set(sent.map(({ id }) => id)).size).to.equal(20)
  })

  it('that left are written down when the database comes back, not sent again', async () => {
    const noticeId = await notice('omar')
    await message('omar', noticeId)
    let away = 0
    const orm = { get: () => (away-- > 0 ? expect.fail('away') : db.orm) }
    const shaky = Object.create(db, { orm }) as Database
    const outbox = outboxOf({
      db: shaky,
      transport: {
        ...post,
        async send(mail) {
          sent.push(mail)
          away = 2
        },
      },
    })
    expect(await outbox.deliverDue()).to.equal(1)
    expect(sent).to.have.length(1)
    expect((await audited()).map(({ subjectId }) => subjectId)).to.deep.equal([noticeId])
  })

  it('do not make an ordinary mail wait behind them', async () => {
    for (let n = 0; n < 5; n++) await message('omar', await notice('omar'))
    const reset = newId()
    const held = Promise.withResolvers<void>()
    const outbox = outboxOf({
      transport: {
        ...post,
        async send(mail) {
          sent.push(mail)
          if (mail.id === reset) held.resolve()
          else await held.promise
        },
      },
    })
    await db.em().insert(OutboxMessageEntity, {
      id: reset,
      channel: 'MAIL',
      template: 'account.reset-password',
      language: 'en',
      status: 'QUEUED',
      attempts: 0,
      nextAttemptAt: clock.now(),
      lease: 0,
      createdAt: clock.now(),
    })
    expect(await outbox.deliverDue()).to.equal(6)
  })

  it('cost a batch few statements besides taking and settling, however many it holds', async () => {
    const statementsFor = async (messages: number) => {
      for (let n = 0; n < messages; n++) await message('omar', await notice('omar'))
      const { statements } = await countStatements(() => outboxOf().deliverDue())
      return statements.filter(text => /^select/i.test(text)).length
    }
    expect(await statementsFor(40)).to.equal(await statementsFor(1))
  })

  it('keep their Message-ID when the acknowledgement is lost, so that the repetition is known as one', async () => {
    const office = await openPostOffice()
    const transport = smtpTransport({ url: office.url, from: 'Portico <no-reply@id.example>' })
    const lossy: MailTransport = {
      close: () => transport.close(),
      async send(mail) {
        await transport.send(mail)
        if (office.received.length === 1) throw new MailFault('SERVER_UNREACHABLE')
      },
    }
    const outbox = outboxOf({ transport: lossy })
    const id = await message('omar', await notice('omar'))
    await outbox.deliverDue()
    clock.advance(PAUSES[0]!)
    expect(await outbox.deliverDue()).to.equal(1)
    const ids = office.received.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]?.trim())
    expect(ids).to.deep.equal([`<${id}@id.example>`, `<${id}@id.example>`])
    expect(office.received[0]!.raw).to.match(/^X-Auto-Response-Suppress: OOF, AutoReply/m)
    await office.close()
  })
})
