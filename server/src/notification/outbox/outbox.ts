import { DAY, type Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { afterCommit } from '../../platform/database/after-commit.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { newId } from '../../platform/ids/ids.ts'
import type { Logger } from '../../platform/log/log.ts'
import type { Mail } from '../mail/mail.ts'
import type { CausedMailDeps } from './caused-mails.ts'
import { OutboxMessageEntity, type Channel, type OutboxStatus } from './outbox-message.entity.ts'
import { Relay } from './relay.ts'
import { sealMessage } from './sealed-message.ts'
import type { MailTransport } from './transport.port.ts'

/** Days of real time that a row stays when its message is gone: long enough to look into a complaint. */
const KEPT_DAYS = 30

/** Where features leave their mails, inside the transaction of what the mail tells of. */
export interface Outbox {
  /** `template` names the kind of mail, e.g. `account.confirm-registration`. It goes out after the commit. */
  mail(tx: Tx, message: { to: string; language: Language; template: string; mail: Mail }): void
}

export interface OutboxDeps {
  db: Database
  clock: Clock
  vault: Vault
  log: Logger
  transport: MailTransport
  /** Whether contents are kept after sending, for the sandbox's inbox. */
  keep: boolean
  /** Milliseconds a server takes a batch for; two minutes unless said otherwise. */
  lease?: number
  /** Milliseconds between the tries; a message has failed after one more than there are. */
  pauses?: readonly number[]
  /** What mails of notices are written with; without it they wait for a server that has it. */
  caused?: CausedMailDeps
}

export interface RunningOutbox extends Outbox {
  /** Delivers from now on: after each commit that left a mail, and every half second. */
  start(): void
  /** Waits for the delivery under way, then lets go of the connections. */
  close(): Promise<void>
  /** Delivers soon, without waiting for it. */
  wake(): void
  /** Delivers what is due now; how many went out. */
  deliverDue(): Promise<number>
  /** Removes what went out, or was given up, long ago; how many rows. */
  sweep(): Promise<number>
}

/** The outbox and its relay (decisions §1, Outbox). */
export function createOutbox(deps: OutboxDeps): RunningOutbox {
  const { clock, vault } = deps
  const relay = new Relay(deps)
  return {
    mail(tx, { to, language, template, mail }) {
      const id = newId()
      const now = clock.now()
      tx.create(OutboxMessageEntity, {
        id,
        channel: 'MAIL' satisfies Channel,
        template,
        language,
        recipientId: null,
        causeId: null,
        ...sealMessage(vault, id, { recipient: to, subject: mail.subject, text: mail.text, html: mail.html }),
        status: 'QUEUED' satisfies OutboxStatus,
        attempts: 0,
        nextAttemptAt: now,
        lease: 0,
        problem: null,
        createdAt: now,
        sentAt: null,
      })
      afterCommit(tx, () => relay.wake())
    },
    start: () => relay.start(),
    close: () => relay.close(),
    wake: () => relay.wake(),
    deliverDue: () => relay.deliverDue(),
    sweep: () => sweep(deps),
  }
}

/** Rows deleted by one statement, so that none holds up who reads or writes meanwhile. */
const SWEPT = 1_000

async function sweep({ db, clock }: OutboxDeps): Promise<number> {
  const before = new Date(clock.now().getTime() - KEPT_DAYS * DAY)
  for (let swept = 0; ;) {
    const em = db.em()
    const old = await em.find(
      OutboxMessageEntity,
      { status: { $ne: 'QUEUED' satisfies OutboxStatus }, createdAt: { $lt: before } },
      { fields: ['id'], orderBy: { createdAt: 'asc', id: 'asc' }, limit: SWEPT },
    )
    if (old.length === 0) return swept
    swept += await em.nativeDelete(OutboxMessageEntity, {
      id: { $in: old.map(({ id }) => id) },
      // One that was given up may have been taken up again meanwhile.
      status: { $ne: 'QUEUED' satisfies OutboxStatus },
    })
  }
}
