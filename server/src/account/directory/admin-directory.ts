import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/ids/ids.ts'
import type { Job } from '../../platform/jobs/job.ts'
import type { Role } from '../permissions.ts'
import { languageOf } from '../sign-in/claims.ts'
import { UserEntity, UserRoleEntity, type UserStatus } from '../user.entity.ts'
import type { AdministratorSource, ListedPerson } from './administrator-source.port.ts'

const ROLE: Role = 'PARTNER_ADMIN'

interface Tables {
  user: { id: string; issuer: string; subject: string }
  user_role: { user_id: string; role: string }
}

export interface AdminDirectoryDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  source: AdministratorSource
}

/**
 * Keeps the table of roles as the identity provider has it for administrators, between sign-ins too. The built-in
 * provider needs none of it: there the table is the truth. Other roles are followed at sign-in alone, since nobody is
 * written to for them.
 */
export class AdminDirectory {
  readonly #deps: AdminDirectoryDeps

  constructor(deps: AdminDirectoryDeps) {
    this.#deps = deps
  }

  /**
   * How many got the role and how many lost it; a second run does nothing. What was learnt before a `SourceFault` stays,
   * and nobody loses the role by one: it is taken only from whom the provider, asked by name, says so.
   */
  async refresh(): Promise<{ added: number; removed: number }> {
    const { source } = this.#deps
    const issuer = await source.issuer()
    const listed = new Set<string>()
    let added = 0
    for await (const page of source.listed())
      for (const person of page)
        if (!listed.has(person.subject)) {
          listed.add(person.subject)
          if (await this.#keep(issuer, person)) added += 1
        }
    let removed = 0
    for (const { id, subject } of await this.#holders(issuer))
      if (!listed.has(subject) && !(await source.holds(subject)) && (await this.#take(id))) removed += 1
    return { added, removed }
  }

  /** Makes the row or brings it up to date; whether the role is new. */
  async #keep(issuer: string, person: ListedPerson): Promise<boolean> {
    const { db, clock, audit } = this.#deps
    return (await againAfterContention(() =>
      unitOfWork(db, async tx => {
        const user = await tx.findOne(UserEntity, { issuer, subject: person.subject })
        // Who was made inactive here stays so, whatever the provider says.
        if (user && user.status !== ('ACTIVE' satisfies UserStatus)) return false
        const id = user?.id ?? newId()
        const profile = { username: person.username.slice(0, 64), ...this.#sealed(id, person, user ?? {}) }
        const language = languageOf(person.locale ?? '')
        if (user) tx.assign(user, { ...profile, ...(language ? { language } : {}) })
        else
          tx.create(UserEntity, {
            ...profile,
            id,
            issuer,
            subject: person.subject,
            usernameKey: null,
            emailIndex: null,
            sealedPhone: null,
            passwordHash: null,
            language: language ?? 'en',
            status: 'ACTIVE' satisfies UserStatus,
            createdAt: clock.now(),
          })
        await tx.flush()
        if (await tx.count(UserRoleEntity, { user: id, role: ROLE })) return false
        tx.create(UserRoleEntity, { user: id, role: ROLE })
        audit.record(tx, { event: 'administrator.listed', actor: null, subjectType: 'user', subjectId: id })
        return true
      }),
    )) as boolean
  }

  async #take(id: string): Promise<boolean> {
    const { db, audit } = this.#deps
    return (await unitOfWork(db, async tx => {
      if ((await tx.nativeDelete(UserRoleEntity, { user: id, role: ROLE })) === 0) return false
      audit.record(tx, { event: 'administrator.unlisted', actor: null, subjectType: 'user', subjectId: id })
      return true
    })) as boolean
  }

  #holders(issuer: string): Promise<{ id: string; subject: string }[]> {
    return this.#deps.db
      .sql<Tables>()
      .selectFrom('user_role')
      .innerJoin('user', 'user.id', 'user_role.user_id')
      .where('user_role.role', '=', ROLE)
      .where('user.issuer', '=', issuer)
      .select(['user.id', 'user.subject'])
      .execute()
  }

  /** Sealed anew only where something changed: the same words never look the same twice. */
  #sealed(
    id: string,
    { email, firstName, lastName }: ListedPerson,
    held: { sealedEmail?: string | null; sealedFirstName?: string; sealedLastName?: string },
  ) {
    const { vault } = this.#deps
    const seal = (column: string, value: string, old: string | null | undefined) =>
      old && vault.open('user', column, id, old) === value ? old : vault.seal('user', column, id, value)
    return {
      sealedEmail: email ? seal('email', email.trim(), held.sealedEmail) : null,
      sealedFirstName: seal('first_name', firstName.trim(), held.sealedFirstName),
      sealedLastName: seal('last_name', lastName.trim(), held.sealedLastName),
    }
  }
}

/** Each hour, before what writes to administrators. */
export const administratorDirectoryJob = (directory: Pick<AdminDirectory, 'refresh'>): Job => ({
  name: 'administrator-directory',
  cron: '0 * * * *',
  timeZone: 'UTC',
  overlap: 'skip',
  misfire: 'run-once',
  retry: { attempts: 4, pauses: [30_000, 120_000, 600_000] },
  priority: 40,
  run: () => directory.refresh(),
})
