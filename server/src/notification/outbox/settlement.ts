import { setTimeout } from 'node:timers/promises'
import type { Audit, AuditEntry } from '../../audit/index.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { MailedNotice } from './caused-mails.ts'
import { OutboxMessageEntity, type OutboxStatus } from './outbox-message.entity.ts'
import type { SealedContents } from './sealed-message.ts'

/** What is written down of a message. */
export interface Outcome extends SealedContents {
  status?: OutboxStatus
  sentAt?: Date
  attempts?: number
  nextAttemptAt?: Date
  problem?: string | null
}

/** An outcome under the lease it was reached with, and the notices that the record is to tell of. */
export interface Settled {
  id: string
  lease: number
  outcome: Outcome
  notices: readonly MailedNotice[]
}

interface Waiting extends Settled {
  done: PromiseWithResolvers<boolean>
}

/** Milliseconds between two tries to write while the database is away. */
const PAUSE = 250

/**
 * Writes outcomes and their record in one transaction. What is reached while one is being written goes into the next
 * together, so that a fast mail server waits for few commits and a slow one for none. A mail that left is worth waiting for
 * a database that comes back: unwritten it would go out again.
 */
export class Settlement {
  readonly #db: Database
  readonly #audit: Audit | undefined
  /** Tries while the database is away. */
  #tries: number
  #waiting: Waiting[] = []
  #writing = false

  /** `patience`: milliseconds to wait for a database that is away. */
  constructor(db: Database, { audit, patience }: { audit: Audit | undefined; patience: number }) {
    this.#db = db
    this.#audit = audit
    this.#tries = Math.ceil(patience / PAUSE)
  }

  /** Waits for the database no longer. */
  close(): void {
    this.#tries = 0
  }

  /** True when it was written: who lost the lease changes nothing. */
  settle(settled: Settled): Promise<boolean> {
    const done = Promise.withResolvers<boolean>()
    this.#waiting.push({ ...settled, done })
    if (!this.#writing) void this.#writeAll()
    return done.promise
  }

  async #writeAll(): Promise<void> {
    this.#writing = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        const written = await this.#persist(batch)
        for (const { id, done } of batch) done.resolve(written.has(id))
      } catch (error) {
        for (const { done } of batch) done.reject(error)
      }
    }
    this.#writing = false
  }

  async #persist(batch: readonly Settled[]): Promise<ReadonlySet<string>> {
    for (let tries = 1; ; tries++)
      try {
        return await againAfterContention(() => this.#write(batch))
      } catch (error) {
        if (tries >= this.#tries) throw error
        await setTimeout(PAUSE)
      }
  }

  async #write(batch: readonly Settled[]): Promise<ReadonlySet<string>> {
    const written = new Set<string>()
    await unitOfWork(this.#db, async tx => {
      for (const { id, lease, outcome, notices } of batch) {
        const own = { id, lease, status: 'QUEUED' satisfies OutboxStatus }
        if ((await tx.nativeUpdate(OutboxMessageEntity, own, outcome)) !== 1) continue
        written.add(id)
        for (const notice of notices) this.#audit?.record(tx, entryOf(id, outcome, notice))
      }
      return true
    })
    return written
  }
}

/** `notice.<kind>.mailed` or `.mail-failed` (partner-management §5.7), once for each notice that the mail told of. */
const entryOf = (messageId: string, { status, problem }: Outcome, { id, kind }: MailedNotice): AuditEntry => {
  const name = kind.toLowerCase().replaceAll('_', '-') as Lowercase<'root-certificate'>
  return {
    event: `notice.${name}.${status === 'SENT' ? 'mailed' : 'mail-failed'}`,
    subjectType: 'notice',
    subjectId: id,
    facts: { messageId, ...(problem ? { problem } : {}) },
  }
}
