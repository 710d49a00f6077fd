import type { Audit, AuditActor } from '../audit/index.ts'
import type { Clock } from '../platform/clock/clock.ts'
import type { Vault } from '../platform/crypto/seal.ts'
import { unitOfWork, type Database, type Tx } from '../platform/database/database.ts'
import { nameKey } from '../platform/database/name-key.ts'
import { isUniqueViolation } from '../platform/database/unique-violation.ts'
import type { Language } from '../platform/i18n/languages.ts'
import { newId } from '../platform/ids/ids.ts'
import { Refusal } from '../platform/refusal/refusal.ts'
import { checkNewUser, emailKey, type CheckedPerson, type NewUser, type NewUserRefusal } from './new-user.ts'
import type { Passwords } from './passwords.ts'
import { isRole } from './permissions.ts'
import { BUILT_IN, MembershipEntity, UserEntity, UserRoleEntity } from './user.entity.ts'

/** What another provider says of a person after a verified sign-in. */
export interface FederatedPerson {
  issuer: string
  subject: string
  username: string
  email: string | null
  phone: string | null
  firstName: string
  lastName: string
  /** Language of its `locale` claim, where that is one of ours. */
  language?: Language | null
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

/** People of the built-in provider, and the rows that stand for people of another one. */
export class Users {
  readonly #deps: UsersDeps

  constructor(deps: UsersDeps) {
    this.#deps = deps
  }

  /** Makes a person of the built-in provider; nothing is written when anything is wrong. */
  async create(input: NewUser, actor: AuditActor | null = null): Promise<{ id: string } | Refusal<NewUserRefusal>> {
    const { db, vault, passwords } = this.#deps
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
        this.add(tx, { ...input, id, passwordHash }, actor)
        return { id }
      })) as { id: string } | Refusal<NewUserRefusal>
    } catch (error) {
      // Two at once asked for the same name; the slower one hears so.
      if (isUniqueViolation(error)) return new Refusal('USERNAME_TAKEN', ['username'])
      throw error
    }
  }

  /** Adds a person of the built-in provider in the caller's transaction, which fails if name or address are taken. */
  add(tx: Tx, person: CheckedPerson, actor: AuditActor | null): void {
    const { clock, vault, audit } = this.#deps
    const { id } = person
    const createdAt = clock.now()
    tx.create(UserEntity, {
      id,
      issuer: BUILT_IN,
      subject: id,
      username: person.username,
      usernameKey: nameKey(person.username),
      emailIndex: vault.blindIndex(emailKey(person.email)),
      ...this.#sealed(id, person),
      passwordHash: person.passwordHash,
      language: person.language ?? 'en',
      status: 'ACTIVE',
      createdAt,
    })
    for (const role of new Set(person.roles)) tx.create(UserRoleEntity, { user: id, role })
    if (person.organisation)
      tx.create(MembershipEntity, {
        user: id,
        organisationId: person.organisation.id,
        kind: person.organisation.kind,
        createdAt,
      })
    audit.record(tx, {
      event: person.roles.includes('PARTNER_ADMIN') ? 'administrator.created' : 'user.created',
      actor,
      subjectType: 'user',
      subjectId: id,
      facts: { roles: person.roles.join(' ') },
    })
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

  /** A new password, in the caller's transaction. */
  async setPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
    await tx.nativeUpdate(UserEntity, { id, issuer: BUILT_IN }, { passwordHash })
  }

  /** A new address, in the caller's transaction, which fails if it is somebody else's. */
  async setEmail(tx: Tx, id: string, email: string): Promise<void> {
    const { vault } = this.#deps
    const change = {
      emailIndex: vault.blindIndex(emailKey(email)),
      sealedEmail: vault.seal('user', 'email', id, email),
    }
    await tx.nativeUpdate(UserEntity, { id, issuer: BUILT_IN }, change)
  }

  /** What people tell of themselves, in the caller's transaction; tidied and checked. */
  async setProfile(
    tx: Tx,
    id: string,
    profile: { firstName: string; lastName: string; phone: string; language: Language },
  ): Promise<void> {
    const { vault } = this.#deps
    const names = {
      sealedFirstName: vault.seal('user', 'first_name', id, profile.firstName),
      sealedLastName: vault.seal('user', 'last_name', id, profile.lastName),
    }
    await tx.nativeUpdate(UserEntity, { id, issuer: BUILT_IN }, names)
    await this.setContact(tx, id, profile)
  }

  /** Phone and language, in the caller's transaction. */
  async setContact(tx: Tx, id: string, { phone, language }: { phone: string; language: Language }): Promise<void> {
    const sealedPhone = phone ? this.#deps.vault.seal('user', 'phone', id, phone) : null
    await tx.nativeUpdate(UserEntity, { id }, { sealedPhone, language })
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
      ...(person.language ? { language: person.language } : {}),
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
