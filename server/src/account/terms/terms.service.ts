import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import { languages, type Language } from '../../platform/i18n/languages.ts'
import { OperatorFault } from '../../platform/operator-fault.ts'
import type { Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import { isPartnerPerson } from '../permissions.ts'
import { UserRoleEntity } from '../user.entity.ts'
import { ConsentEntity, TermsEntity } from './terms.entity.ts'
import { currentTerms, fingerprintOf, type TermsText, type TermsVersion } from './texts.ts'

export interface TermsDeps {
  db: Database
  clock: Clock
  audit: Audit
  /** The version in force; specs bring their own. */
  version?: TermsVersion
}

export interface TermsView extends TermsText {
  version: string
  language: Language
  acceptedAt: Date | null
}

/** The terms in force, and who has accepted them (decisions §1, Terms). */
export class Terms {
  readonly #deps: TermsDeps
  readonly #current: TermsVersion

  constructor(deps: TermsDeps) {
    this.#deps = deps
    this.#current = deps.version ?? currentTerms
  }

  /**
   * Writes down the fingerprints of the version in force, once. Throws `OperatorFault` when a text differs from what was
   * shown under the same version before: nobody has accepted that one.
   */
  async begin(): Promise<void> {
    const { db, clock } = this.#deps
    const { version, texts } = this.#current
    for (const language of languages) {
      const sha256 = fingerprintOf(texts[language])
      try {
        await db.em().insert(TermsEntity, { version, language, sha256, firstShownAt: clock.now() })
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        const shown = await db.em().findOneOrFail(TermsEntity, { version, language })
        if (shown.sha256 !== sha256)
          throw new OperatorFault(
            `The terms ${version} (${language}) are not those that people have accepted. Give the new text a new version.`,
          )
      }
    }
  }

  async read(userId: string, language: Language): Promise<TermsView> {
    const { version, texts } = this.#current
    const consent = await this.#deps.db.em().findOne(ConsentEntity, { user: userId, version })
    return { ...texts[language], version, language, acceptedAt: consent?.acceptedAt ?? null }
  }

  /** Accepts the version in force; again is no mistake. TERMS_OUTDATED for any other. */
  async accept(principal: Principal, version: string, language: Language): Promise<true | Refusal<RefusalCode>> {
    if (version !== this.#current.version) return refuse('TERMS_OUTDATED', ['version'])
    await this.acceptFor(principal.userId, language, principal)
    return true
  }

  /** Notes that a person accepted the version in force: by themselves, or seeded with the sandbox (no actor). */
  async acceptFor(userId: string, language: Language, actor: Principal | null = null): Promise<void> {
    const { db, clock, audit } = this.#deps
    const { version } = this.#current
    try {
      await unitOfWork(db, async tx => {
        if ((await tx.count(ConsentEntity, { user: userId, version })) > 0) return
        tx.create(ConsentEntity, { user: userId, version, language, acceptedAt: clock.now() })
        audit.record(tx, {
          event: 'terms.accepted',
          actor,
          subjectType: 'user',
          subjectId: userId,
          facts: { version, language },
        })
      })
    } catch (error) {
      // Accepted in two windows at once.
      if (!isUniqueViolation(error)) throw error
    }
  }

  /** Those of these people who have not accepted the version in force, whatever their roles. */
  async lacking(userIds: readonly string[]): Promise<string[]> {
    const consents = await this.#deps.db
      .em()
      .find(ConsentEntity, { user: { $in: [...userIds] }, version: this.#current.version })
    const accepted = new Set(consents.map(({ user }) => user))
    return userIds.filter(id => !accepted.has(id))
  }

  /** Whether nothing stands in a person's way: accepted, or not asked, as administrators and policy managers are. */
  async accepted(userId: string): Promise<boolean> {
    const em = this.#deps.db.em()
    if ((await em.count(ConsentEntity, { user: userId, version: this.#current.version })) > 0) return true
    const roles = await em.find(UserRoleEntity, { user: userId })
    return !isPartnerPerson(roles.map(({ role }) => role))
  }
}
