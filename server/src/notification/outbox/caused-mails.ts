import type { Audit } from '../../audit/index.ts'
import type { Database } from '../../platform/database/database.ts'
import { administrative, scopeFilter } from '../../platform/database/scope.ts'
import { isLanguage } from '../../platform/i18n/languages.ts'
import { NoticeEntity, type NoticeKind } from '../notices/notice.entity.ts'
import type { NoticeStanding } from '../notices/notice-standing.port.ts'
import type { NoticeForMail, NoticeWriter } from '../notices/notice-writer.port.ts'
import type { SummaryForMail, SummaryReader } from '../notices/summary-reader.port.ts'
import type { MailContacts } from './mail-contacts.port.ts'
import type { MessageContents } from './sealed-message.ts'

/** What the mails of notices are made with. */
export interface CausedMailDeps {
  audit: Audit
  contacts: MailContacts
  standing: NoticeStanding
  writer: NoticeWriter
  summaries: SummaryReader
}

/** The template whose cause is a run: all that it told one person. Every other one's cause is a notice. */
export const DIGEST = 'notice.digest'
/** Entries of a weekly summary that its mail lists; the notice page has all. */
const LISTED = 20
/** Notices that are asked about at once. */
const ASKED = 500

/** A message that is written when its turn comes. */
export interface CausedMessage {
  id: string
  template: string
  language: string
  recipientId: string
  causeId: string
}

type OwnNotice = NoticeForMail & { recipientId: string }

/** A notice as the record of mails names it. */
export type MailedNotice = Pick<NoticeForMail, 'id' | 'kind'>

/** What a message is to tell, or why nobody is to get it. */
export type Told =
  | { notices: readonly MailedNotice[]; contents(): MessageContents }
  | { withdrawn: 'NO_ADDRESS' | 'NO_RECIPIENT' | 'NO_LONGER_DUE' }

/** What one batch needs to know, asked for all its messages at once. */
export interface CausedBatch {
  /** What one of them is to tell. A digest asks for its own notices, which may be thousands. */
  tell(message: CausedMessage): Promise<Told>
}

/** Writes mails of notices at the moment they go out, so that nothing personal waits in a row and nothing outdated is sent. */
export class CausedMails {
  readonly #db: Database
  readonly #deps: CausedMailDeps

  constructor(db: Database, deps: CausedMailDeps) {
    this.#db = db
    this.#deps = deps
  }

  /** Asks what a batch of messages needs: a handful of statements, however many messages. */
  async read(messages: readonly CausedMessage[]): Promise<CausedBatch> {
    const single = messages.filter(({ template }) => template !== DIGEST)
    const [contacts, notices] = await Promise.all([
      this.#deps.contacts.contactsOf(messages.map(({ recipientId }) => recipientId)),
      this.#stillDue({ id: { $in: single.map(({ causeId }) => causeId) } }),
    ])
    // Nobody is written to about what is another's, whatever a row says.
    const byPerson = new Map(notices.map(notice => [`${notice.recipientId} ${notice.id}`, notice]))
    return {
      tell: async message => {
        const { causeId, recipientId, template } = message
        const contact = contacts.get(recipientId)
        if (!contact) return { withdrawn: 'NO_RECIPIENT' }
        if (contact.address === null) return { withdrawn: 'NO_ADDRESS' }
        const own =
          template === DIGEST
            ? await this.#stillDue({ runId: causeId, recipientId })
            : [byPerson.get(`${recipientId} ${causeId}`) ?? []].flat()
        return own.length === 0
          ? { withdrawn: 'NO_LONGER_DUE' }
          : this.#told(message, contact.address, contact.name, own)
      },
    }
  }

  #told(
    { template, language }: CausedMessage,
    recipient: string,
    name: string,
    notices: readonly NoticeForMail[],
  ): Told {
    const to = { language: isLanguage(language) ? language : ('en' as const), name, digest: template === DIGEST }
    return {
      notices: notices.map(({ id, kind }) => ({ id, kind })),
      contents: () => ({ recipient, ...this.#deps.writer.write(notices, to) }),
    }
  }

  /** The notices, without those whose object was renewed, deactivated or distrusted meanwhile; the first to end first. */
  async #stillDue(where: { id: { $in: string[] } } | { runId: string; recipientId: string }): Promise<OwnNotice[]> {
    if ('id' in where && where.id.$in.length === 0) return []
    // The house writes to everybody, each about what is that person's own.
    const theirs = { ...scopeFilter(administrative(), 'partnerId'), ...where }
    const rows = await this.#db.em().find(NoticeEntity, theirs, {
      fields: ['recipientId', 'kind', 'objectId', 'dueAt', 'createdAt', 'facts'],
      orderBy: { dueAt: 'asc', id: 'asc' },
      disableIdentityMap: true,
    })
    const due = new Set<string>()
    for (let at = 0; at < rows.length; at += ASKED)
      for (const id of await this.#deps.standing.stillDue(rows.slice(at, at + ASKED).map(row => row.id))) due.add(id)
    const kept = rows
      .filter(row => due.has(row.id))
      .map(({ id, recipientId, kind, objectId, dueAt, createdAt, facts }) => ({
        id,
        recipientId,
        kind: kind as NoticeKind,
        objectId,
        dueAt,
        createdAt,
        facts: facts as NoticeForMail['facts'],
      }))
    const summaries = await this.#summaries(kept.map(({ facts }) => facts['summaryId']))
    return kept.map(notice => ({ ...notice, summary: summaries.get(notice.facts['summaryId']) ?? null }))
  }

  /** Every administrator is told of the same one. */
  async #summaries(ids: readonly unknown[]): Promise<ReadonlyMap<unknown, SummaryForMail | null>> {
    const wanted = [...new Set(ids)].filter(id => typeof id === 'string')
    return new Map(
      await Promise.all(wanted.map(async id => [id, await this.#deps.summaries.read(id, LISTED)] as const)),
    )
  }
}
