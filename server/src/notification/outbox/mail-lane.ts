import { OutboxMessageEntity, type OutboxStatus } from './outbox-message.entity.ts'
import { CausedMails, type CausedBatch, type CausedMessage, type MailedNotice, type Told } from './caused-mails.ts'
import type { OutboxDeps } from './outbox.ts'
import { forgotten, openMessage, sealMessage, type MessageContents, type SealedContents } from './sealed-message.ts'
import type { Settlement } from './settlement.ts'
import { MailFault } from './transport.port.ts'

/** Mails that wait for each other and for no others. */
export interface LaneTerms {
  /** Whether its mails are written when they go out. */
  caused: boolean
  /** Messages taken at once. */
  batch: number
  /** Messages on their way at the same time: never more than were not yet written down when a server dies. */
  abreast: number
  /** Milliseconds a batch is taken for. */
  lease: number
  /** Milliseconds between the tries. */
  pauses: readonly number[]
}

/** Rows taken at the same time: a database server commits them together. */
const ABREAST = 4

/** A message that this server, and for the time of its lease no other, sends. */
interface Claimed extends SealedContents {
  id: string
  template: string
  language: string
  recipientId?: string | null
  causeId?: string | null
  attempts: number
  lease: number
}

/** Takes due messages, sends them outside of any transaction, and has it written down what became of them. */
export class MailLane {
  readonly #deps: OutboxDeps
  readonly #terms: LaneTerms
  readonly #settlement: Settlement
  readonly #mails: CausedMails | undefined
  #closing = false

  constructor(deps: OutboxDeps, terms: LaneTerms, settlement: Settlement) {
    this.#deps = deps
    this.#terms = terms
    this.#settlement = settlement
    if (deps.caused) this.#mails = new CausedMails(deps.db, deps.caused)
  }

  /** Sends what is due; how many went out. */
  async deliverDue(): Promise<number> {
    let sent = 0
    while (!this.#closing) {
      const claimed = await this.#claim()
      if (claimed.length === 0) break
      sent += await this.#deliverAll(claimed)
    }
    return sent
  }

  /** Begins no further message; what was taken and not begun is put back. */
  close(): void {
    this.#closing = true
  }

  /**
   * Takes a batch. Each row goes to whoever raises its lease from the number both have read: one statement a row, on
   * either database, with no transaction to wait for and no gap lock to collide on (docs/adr/0005).
   */
  async #claim(): Promise<Claimed[]> {
    const { db, clock } = this.#deps
    const { batch, lease: milliseconds } = this.#terms
    const now = clock.now()
    const em = db.em()
    const due = {
      channel: 'MAIL' as const,
      status: 'QUEUED' as const,
      causeId: this.#terms.caused ? { $ne: null } : null,
      nextAttemptAt: { $lte: now },
    }
    const rows = await em.find(OutboxMessageEntity, due, { limit: batch, orderBy: { nextAttemptAt: 'asc' } })
    const nextAttemptAt = new Date(now.getTime() + milliseconds)
    const claimed: Claimed[] = []
    const claim = async (row: (typeof rows)[number]) => {
      const lease = row.lease + 1
      const free = { id: row.id, lease: row.lease, status: 'QUEUED' satisfies OutboxStatus }
      if ((await em.nativeUpdate(OutboxMessageEntity, free, { lease, nextAttemptAt })) === 1)
        claimed.push({ ...row, lease })
    }
    for (let at = 0; at < rows.length; at += ABREAST) await Promise.all(rows.slice(at, at + ABREAST).map(claim))
    // Where all went to others there may be more behind them.
    return claimed.length === 0 && rows.length === batch ? this.#claim() : claimed
  }

  async #deliverAll(claimed: readonly Claimed[]): Promise<number> {
    const { clock } = this.#deps
    const batch = await this.#mails?.read(claimed.filter(isCaused))
    // A mail is begun in the first half of the lease, so that it has left, or failed, before another server may take it.
    const until = clock.now().getTime() + this.#terms.lease / 2
    const inTime = () => !this.#closing && clock.now().getTime() <= until
    const rest = [...claimed]
    let sent = 0
    const worker = async () => {
      for (let next = rest.shift(); next; next = rest.shift())
        if (!inTime()) await this.#putBack(next)
        else if (await this.#deliver(next, batch)) sent += 1
    }
    const workers = Array.from({ length: this.#terms.abreast }, () =>
      worker().catch((error: unknown) => {
        // What cannot be written down must not be sent: it would go out again.
        rest.length = 0
        throw error
      }),
    )
    const ended = await Promise.allSettled(workers)
    for (const end of ended) if (end.status === 'rejected') throw end.reason
    return sent
  }

  async #deliver(message: Claimed, batch: CausedBatch | undefined): Promise<boolean> {
    const { transport, vault, keep, clock } = this.#deps
    const { id, lease, language } = message
    let told: Told | undefined
    let contents: MessageContents
    try {
      told = await this.#tell(message, batch)
      if ('withdrawn' in told) {
        const outcome = { status: 'WITHDRAWN', problem: told.withdrawn, ...forgotten } as const
        await this.#settlement.settle({ id, lease, outcome, notices: [] })
        return false
      }
      contents = told.contents()
      const { recipient: to, subject, text, html } = contents
      await transport.send({ id, language, to, subject, text, html })
    } catch (error) {
      await this.#failed(message, error, told && 'notices' in told ? told.notices : [])
      return false
    }
    // The sandbox's inbox shows what was sent; elsewhere it is forgotten.
    const kept = !keep ? forgotten : isCaused(message) ? sealMessage(vault, id, contents) : {}
    const outcome = { status: 'SENT', sentAt: clock.now(), problem: null, ...kept } as const
    return this.#settlement.settle({ id, lease, outcome, notices: told.notices })
  }

  async #tell(message: Claimed, batch: CausedBatch | undefined): Promise<Told> {
    if (batch && isCaused(message)) return batch.tell(message)
    return { contents: () => openMessage(this.#deps.vault, message.id, message), notices: [] }
  }

  async #failed(
    { id, lease, attempts: before }: Claimed,
    error: unknown,
    notices: readonly MailedNotice[],
  ): Promise<void> {
    const { log, clock } = this.#deps
    const fault = error instanceof MailFault ? error : new MailFault('UNEXPECTED', { cause: error })
    const attempts = before + 1
    const problem = fault.code
    const pause = fault.final ? undefined : this.#terms.pauses[attempts - 1]
    // What a mail server says may name a person; what our own code says is needed to mend it.
    const told = { messageId: id, problem, attempts, ...(error instanceof MailFault ? {} : { err: error }) }
    if (pause === undefined) {
      log.error(told, 'a mail was given up')
      const outcome = { status: 'FAILED', attempts, problem, nextAttemptAt: clock.now(), ...forgotten } as const
      await this.#settlement.settle({ id, lease, outcome, notices })
    } else {
      log.warn(told, 'a mail could not be sent and will be tried again')
      const outcome = { attempts, problem, nextAttemptAt: new Date(clock.now().getTime() + pause) }
      await this.#settlement.settle({ id, lease, outcome, notices: [] })
    }
  }

  async #putBack({ id, lease }: Claimed): Promise<void> {
    await this.#settlement.settle({ id, lease, outcome: { nextAttemptAt: this.#deps.clock.now() }, notices: [] })
  }
}

const isCaused = (message: Claimed): message is Claimed & CausedMessage =>
  typeof message.causeId === 'string' && typeof message.recipientId === 'string'
