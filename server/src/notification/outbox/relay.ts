import { AsyncLocalStorage } from 'node:async_hooks'
import { OutboxMessageEntity, type OutboxStatus } from './outbox-message.entity.ts'
import type { OutboxDeps } from './outbox.ts'
import { forgotten, openMessage, type SealedContents } from './sealed-message.ts'
import { MailFault } from './transport.port.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Milliseconds between two looks without a wake-up: what another server left behind, and what is due again. */
const POLL = 500
/** Messages taken at once. */
const BATCH = 10
/** Milliseconds a batch is taken for. Longer than any transport's patience, so only a server that died loses it. */
export const LEASE = 2 * MINUTE
/** Milliseconds between the tries: five in a day, then the message has failed. */
export const PAUSES = [MINUTE, 15 * MINUTE, 3 * HOUR, 20 * HOUR]

/** A message that this server, and for the time of its lease no other, sends. */
interface Claimed extends SealedContents {
  id: string
  language: string
  attempts: number
  lease: number
}

/**
 * Takes due messages, sends them outside of any transaction, and writes down what became of them. At least once: a
 * server that dies between sending and writing leaves the message to the next, which sends it again under its id.
 */
export class Relay {
  readonly #deps: OutboxDeps
  #timer: NodeJS.Timeout | undefined
  #running: Promise<number> | undefined
  #again = false
  #open = false
  /** Work is nobody's who happened to wake the relay: their unit of work and their counters are not its own. */
  readonly #apart = AsyncLocalStorage.snapshot()

  constructor(deps: OutboxDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#open = true
    this.#timer = setInterval(() => this.wake(), POLL)
    this.#timer.unref()
  }

  wake(): void {
    if (!this.#open) return
    this.#again = this.#running !== undefined
    this.#running ??= this.#apart(() => this.deliverDue())
      .catch((error: unknown) => {
        this.#deps.log.error({ err: error }, 'the outbox could not be read')
        return 0
      })
      .finally(() => {
        this.#running = undefined
        if (this.#again) this.wake()
      })
  }

  async close(): Promise<void> {
    this.#open = false
    clearInterval(this.#timer)
    await this.#running
    this.#deps.transport.close()
  }

  async deliverDue(): Promise<number> {
    let sent = 0
    for (;;) {
      const claimed = await this.#claim()
      if (claimed.length === 0) return sent
      const outcomes = await Promise.all(claimed.map(message => this.#deliver(message)))
      sent += outcomes.filter(Boolean).length
    }
  }

  /**
   * Takes a batch. Each row goes to whoever raises its lease from the number both have read: one statement a row, on
   * either database, with no transaction to wait for and no gap lock to collide on.
   */
  async #claim(): Promise<Claimed[]> {
    const { db, clock } = this.#deps
    const now = clock.now()
    const em = db.em()
    const due = { channel: 'MAIL' as const, status: 'QUEUED' as const, nextAttemptAt: { $lte: now } }
    const rows = await em.find(OutboxMessageEntity, due, { limit: BATCH, orderBy: { nextAttemptAt: 'asc' } })
    const claimed: Claimed[] = []
    for (const row of rows) {
      const lease = row.lease + 1
      const taken = await em.nativeUpdate(
        OutboxMessageEntity,
        { id: row.id, lease: row.lease, status: 'QUEUED' satisfies OutboxStatus },
        { lease, nextAttemptAt: new Date(now.getTime() + LEASE) },
      )
      if (taken === 1) claimed.push({ ...row, lease })
    }
    // Where all went to others there may be more behind them.
    return claimed.length === 0 && rows.length === BATCH ? this.#claim() : claimed
  }

  async #deliver(message: Claimed): Promise<boolean> {
    const { transport, vault, keep, clock } = this.#deps
    try {
      const { recipient: to, subject, text, html } = openMessage(vault, message.id, message)
      await transport.send({ id: message.id, language: message.language, to, subject, text, html })
    } catch (error) {
      await this.#failed(message, error)
      return false
    }
    return this.#settle(message, {
      status: 'SENT',
      sentAt: clock.now(),
      problem: null,
      ...(keep ? {} : forgotten),
    })
  }

  async #failed(message: Claimed, error: unknown): Promise<void> {
    const { log, clock } = this.#deps
    const fault = error instanceof MailFault ? error : new MailFault('UNEXPECTED', { cause: error })
    const attempts = message.attempts + 1
    const pause = fault.final ? undefined : PAUSES[attempts - 1]
    const told = { messageId: message.id, problem: fault.code, attempts }
    if (pause === undefined) {
      log.error(told, 'a mail was given up')
      await this.#settle(message, { status: 'FAILED', attempts, problem: fault.code, ...forgotten })
    } else {
      log.warn(told, 'a mail could not be sent and will be tried again')
      const nextAttemptAt = new Date(clock.now().getTime() + pause)
      await this.#settle(message, { attempts, problem: fault.code, nextAttemptAt })
    }
  }

  /** Writes the outcome if the lease is still this server's: who lost it changes nothing. */
  async #settle({ id, lease }: Claimed, outcome: Partial<Outcome>): Promise<boolean> {
    const changed = await this.#deps.db
      .em()
      .nativeUpdate(OutboxMessageEntity, { id, lease, status: 'QUEUED' satisfies OutboxStatus }, outcome)
    return changed === 1
  }
}

interface Outcome extends SealedContents {
  status: OutboxStatus
  sentAt: Date
  attempts: number
  nextAttemptAt: Date
  problem: string | null
}
