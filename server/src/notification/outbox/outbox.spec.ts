import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { DAY, FakeClock } from '../../platform/clock/clock.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { createLog } from '../../platform/log/log.ts'
import { Refusal } from '../../platform/refusal/refusal.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { openPostOffice, type PostOffice } from '../spec/post-office.ts'
import { OutboxMessageEntity } from './outbox-message.entity.ts'
import { createOutbox, type OutboxDeps, type RunningOutbox } from './outbox.ts'
import { LEASE, PAUSES } from './relay.ts'
import { openMessage } from './sealed-message.ts'
import { smtpTransport } from './smtp.ts'
import { inboxTransport, MailFault, type MailTransport, type OutgoingMail } from './transport.port.ts'

const vault = createVault(deriveDataKey(randomBytes(32)))
const log = createLog('silent')
const mail = { subject: 'Confirm – أكّد', text: 'Open:\nhttps://portico.example/x?y=1\n', html: '<p>Open</p>' }

/** Keeps what it was given; a spec says how the next tries end. */
class Post implements MailTransport {
  readonly sent: OutgoingMail[] = []
  faults: Error[] = []
  /** What happens after the mail left and before the relay hears of it. */
  meanwhile: (() => Promise<void>) | undefined

  async send(mail: OutgoingMail) {
    const fault = this.faults.shift()
    if (fault) throw fault
    this.sent.push(mail)
    await this.meanwhile?.()
  }

  close() {}
}

describeDatabases('the outbox', open => {
  let db: Database
  let drop: () => Promise<void>
  let clock: FakeClock
  let post: Post
  const opened: RunningOutbox[] = []

  before(async () => ({ db, drop } = await open()))
  after(() => drop())
  beforeEach(async () => {
    clock = new FakeClock('2026-11-22T10:00:00Z')
    post = new Post()
    await db.em().nativeDelete(OutboxMessageEntity, {})
  })
  afterEach(async () => {
    for (const outbox of opened.splice(0)) await outbox.close()
  })

  const outboxOf = (more: Partial<OutboxDeps> = {}) => {
    const outbox = createOutbox({ db, clock, vault, log, transport: post, keep: false, ...more })
    opened.push(outbox)
    return outbox
  }
  const leave = (outbox: RunningOutbox, to = 'amelie@northwind.example') =>
    unitOfWork(db, async tx => {
      outbox.mail(tx, { to, language: 'fr', template: 'spec', mail })
      await tx.flush()
      return true
    })
  const rows = () => db.em().find(OutboxMessageEntity, {}, { orderBy: { id: 'asc' } })
  const only = async () => {
    const all = await rows()
    expect(all).to.have.length(1)
    return all[0]!
  }

  it('keeps recipient and contents sealed, and forgets them once sent', async () => {
    const outbox = outboxOf()
    await leave(outbox)
    const queued = await only()
    expect(JSON.stringify(queued)).to.not.match(/amelie|Confirm|portico\.example|Open/)
    expect(openMessage(vault, queued.id, queued)).to.deep.equal({ recipient: 'amelie@northwind.example', ...mail })
    expect(await outbox.deliverDue()).to.equal(1)
    expect(post.sent).to.deep.equal([{ id: queued.id, to: 'amelie@northwind.example', language: 'fr', ...mail }])
    expect(await only()).to.include({
      status: 'SENT',
      sealedRecipient: null,
      sealedSubject: null,
      sealedText: null,
      sealedHtml: null,
    })
  })

  it('keeps what it sent for the inbox where it should', async () => {
    const outbox = outboxOf({ keep: true, transport: inboxTransport })
    await leave(outbox)
    await outbox.deliverDue()
    const row = await only()
    expect(row.status).to.equal('SENT')
    expect(openMessage(vault, row.id, row).text).to.equal(mail.text)
  })

  it('sends nothing of what was rolled back', async () => {
    const outbox = outboxOf()
    await unitOfWork(db, async tx => {
      outbox.mail(tx, { to: 'a@b.example', language: 'en', template: 'spec', mail })
      await tx.flush()
      return new Refusal('NO')
    })
    expect(await outbox.deliverDue()).to.equal(0)
    expect(post.sent).to.deep.equal([])
  })

  it('wakes after the commit, without waiting for a poll', async () => {
    const gone = Promise.withResolvers<void>()
    post.meanwhile = async () => gone.resolve()
    const outbox = outboxOf()
    outbox.start()
    await leave(outbox)
    await gone.promise
    expect(post.sent).to.have.length(1)
  })

  it('sends once when two relays run at the same time', async () => {
    const [first, second] = [outboxOf(), outboxOf()]
    await Promise.all(Array.from({ length: 25 }, (_, n) => leave(first, `person-${n}@b.example`)))
    const counts = await Promise.all([first.deliverDue(), second.deliverDue(), first.deliverDue()])
    expect(counts.reduce((a, b) => a + b)).to.equal(25)
    expect(new Set(post.sent.map(({ to }) => to)).size).to.equal(25)
    expect(post.sent).to.have.length(25)
  })

  it('sends again, under the same id, what a server died over between sending and writing it down', async () => {
    const dies: MailTransport = {
      ...inboxTransport,
      async send(mail) {
        post.sent.push(mail)
        return new Promise(() => {})
      },
    }
    const dead = createOutbox({ db, clock, vault, log, transport: dies, keep: false })
    await leave(dead)
    void dead.deliverDue()
    while (post.sent.length === 0) await new Promise(setImmediate)
    const next = outboxOf()
    expect(await next.deliverDue(), 'the lease still holds').to.equal(0)
    clock.advance(LEASE)
    expect(await next.deliverDue()).to.equal(1)
    expect(post.sent).to.have.length(2)
    expect(post.sent[1]!.id).to.equal(post.sent[0]!.id)
  })

  it('lets who lost the lease change nothing', async () => {
    const slow = outboxOf()
    await leave(slow)
    post.meanwhile = async () => {
      post.meanwhile = undefined
      clock.advance(LEASE)
      const other = outboxOf()
      post.faults = [new MailFault('SERVER_UNREACHABLE')]
      await other.deliverDue()
    }
    expect(await slow.deliverDue()).to.equal(0)
    expect(await only()).to.include({ status: 'QUEUED', attempts: 1, lease: 2 })
  })

  it('tries again after growing pauses, five times in about a day, then gives up and forgets', async () => {
    const outbox = outboxOf()
    await leave(outbox)
    post.faults = Array.from({ length: 5 }, () => new MailFault('SERVER_UNREACHABLE'))
    const began = clock.now().getTime()
    for (const pause of PAUSES) {
      await outbox.deliverDue()
      clock.advance(pause - 1)
      await outbox.deliverDue()
      clock.advance(1)
    }
    expect((await only()).attempts).to.equal(4)
    await outbox.deliverDue()
    expect(await only()).to.include({
      status: 'FAILED',
      attempts: 5,
      problem: 'SERVER_UNREACHABLE',
      sealedRecipient: null,
      sealedHtml: null,
    })
    expect(clock.now().getTime() - began).to.be.within(DAY * 0.9, DAY * 1.1)
    expect(post.sent).to.deep.equal([])
  })

  it('gives up at once what a server refuses for ever', async () => {
    const outbox = outboxOf()
    await leave(outbox)
    post.faults = [new MailFault('RECIPIENT_REFUSED', { final: true })]
    await outbox.deliverDue()
    expect(await only()).to.include({ status: 'FAILED', attempts: 1, problem: 'RECIPIENT_REFUSED' })
  })

  it('removes after 30 days what went out or was given up, and nothing that waits', async () => {
    const outbox = outboxOf()
    await leave(outbox, 'sent@b.example')
    await outbox.deliverDue()
    await leave(outbox, 'refused@b.example')
    post.faults = [new MailFault('RECIPIENT_REFUSED', { final: true })]
    await outbox.deliverDue()
    await leave(outbox, 'waits@b.example')
    clock.advance(30 * DAY)
    expect(await outbox.sweep()).to.equal(0)
    clock.advance(1)
    expect(await outbox.sweep()).to.equal(2)
    expect((await only()).status).to.equal('QUEUED')
  })

  it('does not let one bad mail hold up the others', async () => {
    const outbox = outboxOf()
    for (const to of ['a@b.example', 'c@d.example']) await leave(outbox, to)
    post.faults = [new Error('boom')]
    expect(await outbox.deliverDue()).to.equal(1)
    expect((await rows()).map(({ problem }) => problem).sort()).to.deep.equal([null, 'UNEXPECTED'].sort())
  })

  describe('by SMTP', () => {
    let office: PostOffice
    const transports: MailTransport[] = []
    beforeEach(async () => (office = await openPostOffice()))
    afterEach(async () => {
      for (const transport of transports.splice(0)) transport.close()
      await office.close()
    })
    const smtp = (url = office.url) => smtpTransport({ url, from: 'Portico <no-reply@id.example>' })

    it('arrives whole: sender, recipient, subject in any script, text and HTML, a stable Message-ID', async () => {
      const outbox = outboxOf({ transport: smtp() })
      await leave(outbox)
      const { id } = await only()
      expect(await outbox.deliverDue()).to.equal(1)
      const [{ to, from, raw }] = office.received as [(typeof office.received)[0]]
      expect({ to, from }).to.deep.equal({ to: ['amelie@northwind.example'], from: 'no-reply@id.example' })
      expect(raw).to.include(`Message-ID: <${id}@id.example>`)
      expect(raw).to.match(/^Auto-Submitted: auto-generated/m)
      expect(raw).to.match(/^Content-Language: fr/m)
      expect(raw).to.match(/^Subject: =\?UTF-8\?/m)
      expect(raw).to.match(/multipart\/alternative/)
      expect(raw).to.include('<p>Open</p>')
      expect(raw).to.match(/https:\/\/portico\.example\/x\?y=(3D)?1/)
    })

    it('never reaches anybody else, whatever an address looks like', async () => {
      const transport = smtp()
      transports.push(transport)
      const odd = 'x@y.example, victim@z.example'
      await transport
        .send({ id: '1', to: odd, language: 'en', ...mail, subject: 'a\r\nBcc: victim@z.example' })
        .catch(() => undefined)
      for (const { to, raw } of office.received) {
        expect(to).to.not.include('victim@z.example')
        expect(raw).to.not.match(/^Bcc:/m)
      }
    })

    for (const { answer, code, final } of [
      { answer: 450, code: 'RECIPIENT_REFUSED', final: false },
      { answer: 550, code: 'RECIPIENT_REFUSED', final: true },
    ])
      it(`takes ${answer} as ${final ? 'the end' : 'not yet'}`, async () => {
        const transport = smtp()
        transports.push(transport)
        office.refusals.push(answer)
        const fault = await transport.send({ id: '1', to: 'a@b.example', language: 'en', ...mail }).then(
          () => null,
          (error: unknown) => error,
        )
        expect(fault).to.include({ name: 'MailFault', code, final })
      })

    it('tries again when the server is not there, or does not let us in', async () => {
      const gone = smtp('smtp://127.0.0.1:1')
      const stranger = smtp(office.url.replace('p%40ss', 'other'))
      transports.push(gone, stranger)
      const message = { id: '1', to: 'a@b.example', language: 'en', ...mail }
      const faultOf = (transport: MailTransport) =>
        transport.send(message).then(
          () => null,
          (error: unknown) => error,
        )
      expect(await faultOf(gone)).to.include({ code: 'SERVER_UNREACHABLE', final: false })
      expect(await faultOf(stranger)).to.include({ code: 'SIGN_IN_REFUSED', final: false })
    })
  })
})
