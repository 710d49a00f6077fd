import { LockMode } from '@mikro-orm/core'
import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { unitOfWork, type Database, type Tx } from '../../platform/database/database.ts'
import type { Activity, Principal } from '../../platform/graphql/context.ts'
import { isId, newId } from '../../platform/ids/ids.ts'
import type { Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import { everybodys, permissionsOf } from '../permissions.ts'
import { hashToken } from '../tokens.ts'
import { UserEntity, UserRoleEntity } from '../user.entity.ts'
import { ApiTokenEntity } from './api-token.entity.ts'
import { ApiTokenQueries, statusOf, type ApiTokenView } from './api-token.queries.ts'
import { newApiToken } from './token-text.ts'

/** What a person may hold and say of tokens. */
export const tokenLimits = { live: 20, nameCharacters: 64, days: 365 } as const

const DAY = 86_400_000

export interface NewApiToken {
  name: string
  permissions: readonly string[]
  days: number
}

export interface ApiTokensDeps {
  db: Database
  clock: Clock
  audit: Audit
}

/** API tokens: a program's way in, in a person's name and never with more than the person may now (decisions §2). */
export class ApiTokens {
  readonly #deps: ApiTokensDeps
  readonly queries: ApiTokenQueries

  constructor(deps: ApiTokensDeps) {
    this.#deps = deps
    this.queries = new ApiTokenQueries(deps.db)
  }

  /** A token in the caller's own name. The secret is told this once; only its hash is kept. */
  create(
    caller: Principal,
    input: NewApiToken,
  ): Promise<{ apiToken: ApiTokenView; token: string } | Refusal<RefusalCode>> {
    return this.#make(caller, caller.userId, input)
  }

  /** A token in the name of the partner's first active owner, made by an administrator for one who cannot (decisions §2). */
  async administrativeCreate(
    caller: Principal,
    partnerId: string,
    input: NewApiToken,
  ): Promise<{ apiToken: ApiTokenView; token: string } | Refusal<RefusalCode>> {
    const owner = isId(partnerId) ? await this.queries.ownerOf(partnerId) : null
    if (!owner) return refuse('PARTNER_NOT_FOUND', ['input', 'partnerId'])
    if (!owner.userId) return refuse('API_TOKEN_NO_OWNER', ['input', 'partnerId'])
    return this.#make(caller, owner.userId, input)
  }

  /** What a token in the name of the partner's first active owner may be given; nothing where it has none. */
  async administrativeGrantable(partnerId: string): Promise<string[]> {
    const owner = isId(partnerId) ? await this.queries.ownerOf(partnerId) : null
    return owner?.userId ? grantable(permissionsOf(await this.queries.rolesOf(owner.userId))) : []
  }

  /** Ends a token of the caller's own, at once. */
  revoke(caller: Principal, id: string): Promise<ApiTokenView | Refusal<RefusalCode>> {
    return this.#revoke(caller, id, { user: caller.userId })
  }

  /** Ends anybody's token. */
  administrativeRevoke(caller: Principal, id: string): Promise<ApiTokenView | Refusal<RefusalCode>> {
    return this.#revoke(caller, id, {})
  }

  /**
   * Who a token speaks for; null when it lets nobody in. Roles, partners and the owner's standing are read every time:
   * what the owner loses, the token loses. A program's question marks the day, the house's own does not.
   */
  async principal(token: string, activity: Activity): Promise<Principal | null> {
    const now = this.#deps.clock.now()
    const held = await this.queries.holder(hashToken(token), now)
    if (!held) return null
    const today = dayOf(now)
    if (activity === 'person' && held.lastUsedOn !== today) await this.queries.noteUse(held.id, today)
    const ownersNow = grantable(permissionsOf(held.roles))
    return {
      userId: held.userId,
      kind: 'token',
      permissions: new Set(held.permissions.filter(permission => ownersNow.includes(permission))),
      partnerIds: held.partnerIds,
      sessionId: held.id,
      expiresAt: held.expiresAt,
    }
  }

  async #make(
    caller: Principal,
    userId: string,
    input: NewApiToken,
  ): Promise<{ apiToken: ApiTokenView; token: string } | Refusal<RefusalCode>> {
    const wrong = checkInput(input)
    if (wrong) return wrong
    const { db, clock, audit } = this.#deps
    const name = input.name.trim()
    const permissions = [...new Set(input.permissions)].sort()
    const token = newApiToken()
    const id = newId()
    const now = clock.now()
    const expiresAt = new Date(now.getTime() + input.days * DAY)
    const refused = (await unitOfWork(db, async tx => {
      // Two at once wait for one another here, so that together they cannot pass the limit.
      await tx.findOneOrFail(UserEntity, { id: userId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      const over = await beyondOwner(tx, userId, permissions, now)
      if (over) return over
      tx.create(ApiTokenEntity, {
        id,
        user: userId,
        name,
        tokenHash: hashToken(token),
        permissions,
        status: 'ACTIVE',
        createdAt: now,
        createdBy: caller.userId,
        expiresAt,
        lastUsedOn: null,
        revokedAt: null,
      })
      audit.record(tx, {
        event: 'api-token.created',
        actor: caller,
        subjectType: 'api-token',
        subjectId: id,
        facts: { owner: userId, days: input.days, permissions: permissions.join(' ') },
      })
      return null
    })) as Refusal<RefusalCode> | null
    return refused ?? { apiToken: (await this.queries.byId(id, now))!, token }
  }

  async #revoke(caller: Principal, id: string, whose: { user?: string }): Promise<ApiTokenView | Refusal<RefusalCode>> {
    const { db, clock, audit } = this.#deps
    if (!isId(id)) return refuse('API_TOKEN_NOT_FOUND', ['id'])
    const now = clock.now()
    const refused = (await unitOfWork(db, async tx => {
      const token = await tx.findOne(ApiTokenEntity, { id, ...whose }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      if (!token) return refuse('API_TOKEN_NOT_FOUND', ['id'])
      if (token.status === 'REVOKED') return refuse('API_TOKEN_ALREADY_REVOKED', ['id'])
      tx.assign(token, { status: 'REVOKED', revokedAt: now })
      audit.record(tx, {
        event: 'api-token.revoked',
        actor: caller,
        subjectType: 'api-token',
        subjectId: id,
        facts: { owner: token.user, status: statusOf('ACTIVE', token.expiresAt, now) },
      })
      return null
    })) as Refusal<RefusalCode> | null
    return refused ?? (await this.queries.byId(id, now))!
  }
}

/** What of a person's permissions a token may be given: everything but the care of the account itself. */
export const grantable = (permissions: Iterable<string>): string[] =>
  [...permissions].filter(permission => !(everybodys as readonly string[]).includes(permission)).sort()

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

function checkInput({ name, permissions, days }: NewApiToken): Refusal<RefusalCode> | null {
  if (!name.trim()) return refuse('INPUT_REQUIRED', ['input', 'name'])
  if (name.trim().length > tokenLimits.nameCharacters)
    return refuse('INPUT_TOO_LONG', ['input', 'name'], { most: tokenLimits.nameCharacters })
  if (permissions.length === 0) return refuse('INPUT_REQUIRED', ['input', 'permissions'])
  if (permissions.length > 100) return refuse('INPUT_TOO_MANY', ['input', 'permissions'], { most: 100 })
  if (days < 1 || days > tokenLimits.days)
    return refuse('INPUT_RANGE', ['input', 'days'], { least: 1, most: tokenLimits.days })
  return null
}

/** Asked of the owner as they are inside the transaction. */
async function beyondOwner(
  tx: Tx,
  userId: string,
  permissions: readonly string[],
  now: Date,
): Promise<Refusal<RefusalCode> | null> {
  const roles = await tx.find(UserRoleEntity, { user: userId })
  const allowed = grantable(permissionsOf(roles.map(({ role }) => role)))
  const beyond = permissions.find(permission => !allowed.includes(permission))
  if (beyond !== undefined) return refuse('API_TOKEN_PERMISSION', ['input', 'permissions'])
  const live = await tx.count(ApiTokenEntity, { user: userId, status: 'ACTIVE', expiresAt: { $gt: now } })
  return live >= tokenLimits.live ? refuse('API_TOKEN_TOO_MANY', [], { most: tokenLimits.live }) : null
}
