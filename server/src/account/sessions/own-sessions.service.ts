import type { Clock } from '../../platform/clock/clock.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import { isId } from '../../platform/ids/ids.ts'
import { isRefusal, type Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import { SessionEntity } from '../session.entity.ts'
import type { Sessions } from '../session.service.ts'

/** A session as its owner sees it. */
export interface OwnSession {
  id: string
  client: string | null
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  current: boolean
}

/** The sessions of the person who asks; another's do not exist here. */
export class OwnSessions {
  readonly #db: Database
  readonly #clock: Clock
  readonly #sessions: Sessions

  constructor({ db, clock, sessions }: { db: Database; clock: Clock; sessions: Sessions }) {
    this.#db = db
    this.#clock = clock
    this.#sessions = sessions
  }

  /** The current one first, then the last used; 100 at most. Those that have run out are left out. */
  async list({ userId, sessionId }: Principal): Promise<OwnSession[]> {
    const alive = this.#sessions.alive(this.#clock.now())
    const rows = await this.#db
      .em()
      .find(SessionEntity, { user: userId, ...alive }, { orderBy: { lastSeenAt: 'desc', id: 'desc' }, limit: 100 })
    return rows
      .map(({ id, client, createdAt, lastSeenAt, expiresAt }) => ({
        id,
        client: client ?? null,
        createdAt,
        lastSeenAt,
        expiresAt,
        current: id === sessionId,
      }))
      .sort((a, b) => Number(b.current) - Number(a.current))
  }

  /** Ends one of the caller's own; SESSION_NOT_FOUND for every other, existing or not. */
  async end({ userId }: Principal, id: string): Promise<true | Refusal<RefusalCode>> {
    if (!isId(id)) return refuse('SESSION_NOT_FOUND', ['id'])
    const ended = await unitOfWork(this.#db, async tx =>
      (await this.#sessions.endOne(tx, userId, id, 'ended-by-owner')) ? true : refuse('SESSION_NOT_FOUND', ['id']),
    )
    return isRefusal(ended) ? (ended as Refusal<RefusalCode>) : true
  }

  async endOthers({ userId, sessionId }: Principal): Promise<void> {
    await unitOfWork(this.#db, tx => this.#sessions.endAll(tx, userId, 'ended-by-owner', sessionId))
  }
}
