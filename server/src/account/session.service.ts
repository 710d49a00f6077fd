import type { Audit } from '../audit/index.ts'
import type { Clock } from '../platform/clock/clock.ts'
import type { Vault } from '../platform/crypto/seal.ts'
import { unitOfWork, type Database, type Tx } from '../platform/database/database.ts'
import type { Activity, Principal } from '../platform/graphql/context.ts'
import { newId } from '../platform/ids/ids.ts'
import { permissionsOf } from './permissions.ts'
import { SessionEntity } from './session.entity.ts'
import { sessionOf, touchSession } from './session.queries.ts'
import type { ProviderLogout } from './sign-in/logout-token.ts'
import { hashToken, newToken } from './tokens.ts'
import { UserEntity } from './user.entity.ts'

/** What is kept of a provider's `sid`: always of one length, and nobody else's of the same name. */
export const providerSessionOf = (issuer: string, sid: string): string => hashToken(`${issuer} ${sid}`)

/** `lastSeenAt` is written at most so often (seconds). */
const TOUCH = 60

export interface SessionLimits {
  idleSeconds: number
  promptSeconds: number
  absoluteSeconds: number
}

export interface SessionDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  limits: SessionLimits
}

/** Why a session is no more, for the record. */
export type EndReason =
  | 'signed-out'
  | 'replaced'
  | 'idle'
  | 'too-old'
  | 'ended-by-owner'
  | 'ended-by-provider'
  | 'password-changed'

/** Sessions in the database; real time only, whatever the sandbox's clock says (decisions §1, Clock). */
export class Sessions {
  readonly #deps: SessionDeps

  constructor(deps: SessionDeps) {
    this.#deps = deps
  }

  /** Opens a session in the caller's transaction. The token is told once; only its hash is kept (quality §2.1, 7.2.4). */
  open(
    tx: Tx,
    {
      portal,
      userId,
      idToken,
      language,
      client = null,
      providerSession = null,
    }: {
      portal: string
      userId: string
      idToken: string
      language: string
      client?: string | null
      /** Of `providerSessionOf`; null for the built-in provider. */
      providerSession?: string | null
    },
  ): { id: string; token: string } {
    const { clock, vault, limits } = this.#deps
    const id = newId()
    const token = newToken()
    const now = clock.now()
    tx.create(SessionEntity, {
      id,
      tokenHash: hashToken(token),
      portal,
      user: userId,
      language,
      client,
      providerSession,
      sealedIdToken: vault.seal('session', 'id_token', id, idToken),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + limits.absoluteSeconds * 1_000),
    })
    return { id, token }
  }

  /**
   * Who the token speaks for at this portal, in one query; null when nobody. A session that has run out is removed
   * and its end recorded. Roles, partners and status are read every time, so a change counts at once (8.3.2).
   * Asked on the house's own behalf, the session grows no younger: events must not keep an empty chair signed in.
   */
  async principal(token: string, portal: string, activity: Activity = 'person'): Promise<Principal | null> {
    const { db, clock } = this.#deps
    const session = await sessionOf(db, token, portal)
    if (!session || session.userStatus !== 'ACTIVE') return null
    const now = clock.now()
    const { id, userId, seen, expiresAt } = session
    const over = expiresAt <= now ? 'too-old' : now.getTime() - seen.getTime() > this.#idleLimit() ? 'idle' : null
    if (over) {
      await this.#expire(id, userId, over)
      return null
    }
    if (activity === 'person' && now.getTime() - seen.getTime() >= TOUCH * 1_000) await touchSession(db, id, seen, now)
    return {
      userId,
      kind: 'session',
      permissions: permissionsOf(session.roles),
      partnerIds: session.partnerIds,
      sessionId: id,
      expiresAt,
    }
  }

  /** Ends the session of a token and records it; null when there was none. The ID token helps the provider end its own. */
  async end(token: string, portal: string, reason: EndReason): Promise<{ idToken: string; language: string } | null> {
    const { db, vault } = this.#deps
    return (await unitOfWork(db, async tx => {
      const session = await tx.findOne(SessionEntity, { tokenHash: hashToken(token), portal })
      if (!session || !(await this.#remove(tx, session.id, session.user, reason))) return null
      return {
        idToken: vault.open('session', 'id_token', session.id, session.sealedIdToken),
        language: session.language,
      }
    })) as { idToken: string; language: string } | null
  }

  /** Ends one of a person's own sessions in the caller's transaction; false when the person has no such session. */
  async endOne(tx: Tx, userId: string, id: string, reason: EndReason): Promise<boolean> {
    const own = await tx.count(SessionEntity, { id, user: userId })
    return own > 0 && this.#remove(tx, id, userId, reason)
  }

  /** Ends every session of a person but one, each with its record, in the caller's transaction. */
  async endAll(tx: Tx, userId: string, reason: EndReason, exceptId?: string): Promise<void> {
    for (const { id } of await tx.find(SessionEntity, { user: userId }, { fields: ['id'] }))
      if (id !== exceptId) await this.#remove(tx, id, userId, reason)
  }

  /**
   * Ends what another provider has ended: the sessions of its `sid`, or without one all of the person's that had begun
   * by then. Later ones stay, so the same logout sent again does no harm. The number of them.
   */
  async endByProvider({ issuer, sid, subject, issuedAt }: ProviderLogout): Promise<number> {
    return (await unitOfWork(this.#deps.db, async tx => {
      const user = subject ? await tx.findOne(UserEntity, { issuer, subject }, { fields: ['id'] }) : null
      if (subject && !user) return 0
      const ended = await tx.find(SessionEntity, {
        ...(user ? { user: user.id } : {}),
        // Instants in a token have no milliseconds.
        ...(sid
          ? { providerSession: providerSessionOf(issuer, sid) }
          : { createdAt: { $lt: new Date(issuedAt.getTime() + 1_000) } }),
      })
      for (const { id, user: owner } of ended) await this.#remove(tx, id, owner, 'ended-by-provider')
      return ended.length
    })) as number
  }

  /** Removes every session that has run out, each with its record; the number of them. */
  async sweep(): Promise<number> {
    const { db, clock } = this.#deps
    const now = clock.now().getTime()
    const over = await db
      .em()
      .find(
        SessionEntity,
        { $or: [{ expiresAt: { $lte: new Date(now) } }, { lastSeenAt: { $lt: new Date(now - this.#idleLimit()) } }] },
        { limit: 500 },
      )
    for (const { id, user, expiresAt } of over)
      await this.#expire(id, user, expiresAt.getTime() <= now ? 'too-old' : 'idle')
    return over.length
  }

  /** The condition under which a session has not run out at an instant. */
  alive(at: Date): { expiresAt: { $gt: Date }; lastSeenAt: { $gte: Date } } {
    return { expiresAt: { $gt: at }, lastSeenAt: { $gte: new Date(at.getTime() - this.#idleLimit()) } }
  }

  /**
   * Milliseconds without a request after which a session is over: the portal's own countdown (R-SES-01), and the
   * minute by which `lastSeenAt` may lag, so that "stay signed in" works to the last second of the countdown.
   */
  #idleLimit(): number {
    const { idleSeconds, promptSeconds } = this.#deps.limits
    return (idleSeconds + promptSeconds + TOUCH) * 1_000
  }

  async #expire(id: string, userId: string, reason: EndReason): Promise<void> {
    await unitOfWork(this.#deps.db, async tx => {
      await this.#remove(tx, id, userId, reason)
    })
  }

  /** False when somebody else removed it first; then that one writes the record. */
  async #remove(tx: Tx, id: string, userId: string, reason: EndReason): Promise<boolean> {
    if ((await tx.nativeDelete(SessionEntity, { id })) === 0) return false
    const event = reason === 'signed-out' ? 'sign-out' : 'session.ended'
    this.#deps.audit.record(tx, {
      event,
      actor: { userId, sessionId: id },
      subjectType: 'session',
      subjectId: id,
      facts: { reason },
    })
    return true
  }
}
