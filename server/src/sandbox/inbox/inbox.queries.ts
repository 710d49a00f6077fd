import {
  openMessage,
  OutboxMessageEntity,
  type MessageContents,
  type SealedContents,
} from '../../notification/index.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Language } from '../../platform/i18n/languages.ts'

export interface InboxMessage extends MessageContents {
  id: string
  channel: 'MAIL' | 'SMS'
  language: Language
  status: 'QUEUED' | 'SENT' | 'FAILED'
  at: Date
}

export interface InboxPage {
  messages: InboxMessage[]
  /** Where the next page begins; absent on the last. */
  older?: string
}

/** Messages of one page. */
export const PAGE = 25
/** Messages looked through for one recipient: they are sealed, so each is opened. */
const SEARCHED = 500

interface Row extends SealedContents {
  id: string
  channel: string
  language: string
  status: string
  createdAt: Date
}

/** Mails of notices are written when they go out: before that, and when nobody is to get them, there is nothing to read. */
const written = { $or: [{ causeId: null }, { sealedText: { $ne: null } }] }

/** What the sandbox sent, or would have. */
export class Inbox {
  readonly #db: Database
  readonly #vault: Vault

  constructor({ db, vault }: { db: Database; vault: Vault }) {
    this.#db = db
    this.#vault = vault
  }

  /** Newest first, those before the message `before`; ids grow with time. `to`: a whole address. */
  async page({ to, before, size = PAGE }: { to?: string; before?: string; size?: number }): Promise<InboxPage> {
    const rows = await this.#db.em().find(
      OutboxMessageEntity,
      { ...written, ...(before ? { id: { $lt: before } } : {}) },
      {
        orderBy: { id: 'desc' },
        limit: to ? SEARCHED : size + 1,
      },
    )
    const wanted = to?.trim().toLowerCase()
    const messages = rows
      .map(row => this.#open(row))
      .filter(({ recipient }) => wanted === undefined || recipient.toLowerCase() === wanted)
    const more = messages.length > size
    return { messages: messages.slice(0, size), ...(more ? { older: messages[size - 1]!.id } : {}) }
  }

  async message(id: string): Promise<InboxMessage | null> {
    const row = await this.#db.em().findOne(OutboxMessageEntity, { ...written, id })
    return row ? this.#open(row) : null
  }

  #open(row: Row): InboxMessage {
    return {
      id: row.id,
      channel: row.channel as InboxMessage['channel'],
      language: row.language as Language,
      status: row.status as InboxMessage['status'],
      at: row.createdAt,
      ...openMessage(this.#vault, row.id, row),
    }
  }
}
