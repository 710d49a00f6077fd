import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { afterCommit } from '../../platform/database/after-commit.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { keysetList, type KeysetList, type PageArgs } from '../../platform/database/page.ts'
import { instantOf, type StoredInstant } from '../../platform/database/rows.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import { isId } from '../../platform/ids/ids.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Refusal } from '../../platform/refusal/refusal.ts'
import { refuse } from '../../refusals.ts'
import { OutboxMessageEntity, type Channel, type OutboxStatus } from './outbox-message.entity.ts'

interface Tables {
  outbox_message: StoredLetter & { status: OutboxStatus }
}

/** A row as SQL gives it. */
export interface StoredLetter {
  id: string
  channel: Channel
  template: string
  language: Language
  cause_id: string | null
  attempts: number
  problem: string | null
  created_at: StoredInstant
  next_attempt_at: StoredInstant
}

/** A message that was given up: what it is and what went wrong, never to whom. */
export interface DeadLetterView {
  id: string
  channel: Channel
  template: string
  language: Language
  attempts: number
  problem: string
  createdAt: Date
  /** Whether its contents can be written again; what was given up is forgotten. */
  canRetry: boolean
}

export interface DeadLetterDeps {
  db: Database
  clock: Clock
  audit: Audit
  outbox: { wake(): void }
}

/** Messages that were tried as often as they may be, for administrators; the retention of the outbox removes them. */
export class DeadLetters {
  readonly #deps: DeadLetterDeps

  constructor(deps: DeadLetterDeps) {
    this.#deps = deps
  }

  /** The one given up last first: its row says since when nobody tries. */
  list(args: PageArgs): KeysetList<StoredLetter> {
    const db = this.#deps.db.sql<Tables>()
    const given = db
      .selectFrom('outbox_message')
      .where('status', '=', 'FAILED')
      .select([
        'id',
        'channel',
        'template',
        'language',
        'cause_id',
        'attempts',
        'problem',
        'created_at',
        'next_attempt_at',
      ])
    return keysetList(db, given, { column: 'next_attempt_at', direction: 'desc' }, args)
  }

  /** Queues it again with all its tries; the letter as it lay there. */
  async retry(principal: Principal, id: string): Promise<DeadLetterView | Refusal> {
    const { db, clock, audit, outbox } = this.#deps
    if (!isId(id)) return refuse('DEAD_LETTER_NOT_FOUND', ['id'])
    return unitOfWork(db, async tx => {
      const letter = await tx.findOne(OutboxMessageEntity, { id, status: 'FAILED' satisfies OutboxStatus })
      if (!letter) return refuse('DEAD_LETTER_NOT_FOUND', ['id'])
      if (!letter.causeId) return refuse('DEAD_LETTER_FORGOTTEN', ['id'])
      const lying = toLetter({
        ...letter,
        channel: letter.channel as Channel,
        language: letter.language as Language,
        cause_id: letter.causeId,
        problem: letter.problem ?? null,
        created_at: letter.createdAt,
        next_attempt_at: letter.nextAttemptAt,
      })
      // Of two who ask at once one finds it gone; a server that comes back late finds another lease.
      const taken = await tx.nativeUpdate(
        OutboxMessageEntity,
        { id, status: 'FAILED' satisfies OutboxStatus },
        { status: 'QUEUED', attempts: 0, problem: null, nextAttemptAt: clock.now(), lease: letter.lease + 1 },
      )
      if (taken !== 1) return refuse('DEAD_LETTER_NOT_FOUND', ['id'])
      audit.record(tx, {
        event: 'dead-letter.retried',
        actor: principal,
        subjectType: 'outbox-message',
        subjectId: id,
        facts: { template: lying.template, problem: lying.problem, attempts: lying.attempts },
      })
      afterCommit(tx, () => outbox.wake())
      return lying
    })
  }
}

export const toLetter = (row: StoredLetter): DeadLetterView => ({
  id: row.id,
  channel: row.channel,
  template: row.template,
  language: row.language,
  attempts: Number(row.attempts),
  problem: row.problem ?? 'UNEXPECTED',
  createdAt: instantOf(row.created_at),
  canRetry: row.cause_id !== null,
})
