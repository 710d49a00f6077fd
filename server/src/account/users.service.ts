import type { Audit, AuditActor } from '../audit/index.ts'
import type { Clock } from '../platform/clock/clock.ts'
import type { Vault } from '../platform/crypto/seal.ts'
import { unitOfWork, type Database, type Tx } from '../platform/database/database.ts'
import { nameKey } from '../platform/database/name-key.ts'
import { isUniqueViolation } from '../platform/database/unique-violation.ts'
import { newId } from '../platform/ids/ids.ts'
import { Refusal } from '../platform/refusal/refusal.ts'
import { isRole, type Role } from './permissions.ts'
import { LONGEST_PASSWORD, type Passwords } from './passwords.ts'
import { BUILT_IN, MembershipEntity, UserEntity, UserRoleEntity, type MembershipKind } from './user.entity.ts'

/** Characters a new password has at least (NIST SP 800-63B-4 asks for 8; ours is the only factor). */
export const SHORTEST_PASSWORD = 12

export interface NewUser {
  /** 1–36 letters, digits, dots, dashes or underscores; no @, so it is never taken for an address. */
  username: string
  email: string
  firstName: string
  lastName: string
  phone?: string | null
  password: string
  roles: readonly Role[]
  organisation?: { id: string; kind: MembershipKind } | null
}

export type NewUserRefusal =
  | 'INPUT_REQUIRED'
  | 'INPUT_TOO_LONG'
  | 'INPUT_FORMAT'
  | 'USERNAME_TAKEN'
  | 'EMAIL_TAKEN'
  | 'PASSWORD_TOO_SHORT'
  | 'PASSWORD_GUESSABLE'

/** What another provider says of a person after a verified sign-in. */
export interface FederatedPerson {
  issuer: string
  subject: string
  username: string
  email: string | null
  phone: string | null
  firstName: string
  lastName: string
  /** Roles as the provider names them; unknown ones are dropped. */
  roles: readonly string[]
}

export interface Credentials {
  id: string
  passwordHash: string | null
  active: boolean
}

export interface UsersDeps {
  db: Database
  clock: Clock
  vault: Vault
  passwords: Passwords
  audit: Audit
}

/** Addresses compare without case; the column holds a keyed hash of this form. */
export const emailKey = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

/** People of the built-in provider, and the rows that stand for people of another one. */
export class Users {
  readonly #deps: UsersDeps

  constructor(deps: UsersDeps) {
    this.#deps = deps
  }

  /** Makes a person of the built-in provider; nothing is written when anything is wrong. */
  async create(input: NewUser, actor: AuditActor | null = null): Promise<{ id: string } | Refusal<NewUserRefusal>> {
    const { db, clock, vault, passwords, audit } = this.#deps
    const wrong = checkNewUser(input)
    if (wrong) return wrong
    const id = newId()
    const passwordHash = await passwords.hash(input.password)
    try {
      return (await unitOfWork(db, async tx => {
        const key = { issuer: BUILT_IN, usernameKey: nameKey(input.username) }
        const emailIndex = vault.blindIndex(emailKey(input.email))
        if (await tx.count(UserEntity, key)) return new Refusal('USERNAME_TAKEN', ['username'])
        if (await tx.count(UserEntity, { issuer: BUILT_IN, emailIndex })) return new Refusal('EMAIL_TAKEN', ['email'])
        const now = clock.now()
        tx.create(UserEntity, {
          ...key,
          id,
          subject: id,
          username: input.username,
          emailIndex,
          ...this.#sealed(id, input),
          passwordHash,
          status: 'ACTIVE',
          createdAt: now,
        })
        for (const role of new Set(input.roles)) tx.create(UserRoleEntity, { user: id, role })
        if (input.organisation)
          tx.create(MembershipEntity, {
            user: id,
            organisationId: input.organisation.id,
            kind: input.organisation.kind,
            createdAt: now,
          })
        audit.record(tx, {
          event: input.roles.includes('PARTNER_ADMIN') ? 'administrator.created' : 'user.created',
          actor,
          subjectType: 'user',
          subjectId: id,
          facts: { roles: input.roles.join(' ') },
        })
        return { id }
      })) as { id: string } | Refusal<NewUserRefusal>
    } catch (error) {
      // Two at once asked for the same name; the slower one hears so.
      if (isUniqueViolation(error)) return new Refusal('USERNAME_TAKEN', ['username'])
      throw error
    }
  }

  /** The person who signs in as `login`, an e-mail address or a username; null when there is none. */
  async findByLogin(login: string): Promise<Credentials | null> {
    const { db, vault } = this.#deps
    const by = login.includes('@') ? { emailIndex: vault.blindIndex(emailKey(login)) } : { usernameKey: nameKey(login) }
    const user = await db.em().findOne(UserEntity, { issuer: BUILT_IN, ...by })
    return user && { id: user.id, passwordHash: user.passwordHash ?? null, active: user.status === 'ACTIVE' }
  }

  /** The claims of the built-in provider about its own people; null when the person is gone or inactive. */
  async claims(id: string): Promise<{ username: string; roles: string[] } | null> {
    const em = this.#deps.db.em()
    const user = await em.findOne(UserEntity, { id, issuer: BUILT_IN, status: 'ACTIVE' })
    if (!user) return null
    return { username: user.username, roles: (await em.find(UserRoleEntity, { user: id })).map(({ role }) => role) }
  }

  async replaceHash(id: string, passwordHash: string): Promise<void> {
    await this.#deps.db.em().nativeUpdate(UserEntity, { id }, { passwordHash })
  }

  /**
   * The row of a person another provider vouches for: made at the first sign-in, brought up to date at every later
   * one, roles included (decisions §1, Roles). Null when an administrator has made it inactive.
   */
  async synchronise(tx: Tx, person: FederatedPerson): Promise<{ id: string } | null> {
    let user = await tx.findOne(UserEntity, { issuer: person.issuer, subject: person.subject })
    const id = user?.id ?? newId()
    const profile = {
      username: person.username.slice(0, 64),
      ...this.#sealed(id, person),
    }
    if (user) {
      if (user.status !== 'ACTIVE') return null
      tx.assign(user, profile)
    } else {
      user = tx.create(UserEntity, {
        ...profile,
        id,
        issuer: person.issuer,
        subject: person.subject,
        usernameKey: null,
        emailIndex: null,
        passwordHash: null,
        status: 'ACTIVE',
        createdAt: this.#deps.clock.now(),
      })
    }
    await tx.flush()
    const wanted = new Set(person.roles.filter(isRole))
    const held = await tx.find(UserRoleEntity, { user: id })
    for (const row of held) if (!isRole(row.role) || !wanted.delete(row.role)) tx.remove(row)
    for (const role of wanted) tx.create(UserRoleEntity, { user: id, role })
    return { id }
  }

  #sealed(
    id: string,
    {
      email,
      phone,
      firstName,
      lastName,
    }: Pick<FederatedPerson, 'email' | 'firstName' | 'lastName'> & { phone?: string | null },
  ) {
    const seal = (column: string, value: string) => this.#deps.vault.seal('user', column, id, value)
    return {
      sealedEmail: email ? seal('email', email.trim()) : null,
      sealedPhone: phone ? seal('phone', phone.trim()) : null,
      sealedFirstName: seal('first_name', firstName.trim()),
      sealedLastName: seal('last_name', lastName.trim()),
    }
  }
}

function checkNewUser(input: NewUser): Refusal<NewUserRefusal> | null {
  const limits = { username: 36, email: 254, firstName: 128, lastName: 128, password: LONGEST_PASSWORD } as const
  for (const [field, maximum] of Object.entries(limits) as [keyof typeof limits, number][]) {
    if (!input[field].trim()) return new Refusal('INPUT_REQUIRED', [field])
    if (input[field].length > maximum) return new Refusal('INPUT_TOO_LONG', [field], { maximum })
  }
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(input.username)) return new Refusal('INPUT_FORMAT', ['username'])
  if (!/^[^\s@]+@[^\s@]+$/u.test(input.email)) return new Refusal('INPUT_FORMAT', ['email'])
  if ((input.phone?.length ?? 0) > 32) return new Refusal('INPUT_TOO_LONG', ['phone'], { maximum: 32 })
  if ([...input.password].length < SHORTEST_PASSWORD)
    return new Refusal('PASSWORD_TOO_SHORT', ['password'], { minimum: SHORTEST_PASSWORD })
  const flat = input.password.toLowerCase()
  const own = [input.username, emailKey(input.email), emailKey(input.email).split('@')[0]!].map(text =>
    text.toLowerCase(),
  )
  if (own.includes(flat) || new Set(flat).size < 4) return new Refusal('PASSWORD_GUESSABLE', ['password'])
  return null
}
