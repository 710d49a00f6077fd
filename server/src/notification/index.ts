import type { EntitySchema } from '@mikro-orm/core'
import { NoticeEntity, NoticeFeedEntity } from './notices/notice.entity.ts'
import { OutboxMessageEntity } from './outbox/outbox-message.entity.ts'

export type { Mail } from './mail/mail.ts'
export { mailPage, type MailPage } from './mail/mail-page.ts'
export {
  DIGEST_ABOVE,
  issueNotices,
  recordCreationFailed,
  type Issued,
  type IssueDeps,
  type NewNotices,
} from './notices/issue-notices.ts'
export { noticesIssuedTopic, type NoticesIssued } from './notices/notice-events.ts'
export { NoticePublisher } from './notices/notice-publisher.ts'
export { noticeRetentionJob } from './notices/notice-retention.ts'
export { NoticeEntity, NoticeFeedEntity, noticeKinds, type NoticeKind } from './notices/notice.entity.ts'
export { NoticeQueries, type NoticeRow } from './notices/notice.queries.ts'
export { Notice, NoticeKindEnum } from './notices/notice.types.ts'
export { noticeResolvers } from './notices/notices.ts'
export type { NoticeStanding } from './notices/notice-standing.port.ts'
export type { NoticeForMail, NoticeWriter } from './notices/notice-writer.port.ts'
export type { SummaryForMail, SummaryItemForMail, SummaryReader } from './notices/summary-reader.port.ts'
export { OutboxMessageEntity }
export { DeadLetterResolver } from './outbox/dead-letter.resolver.ts'
export { DeadLetters } from './outbox/dead-letters.ts'
export { createOutbox, type Outbox, type OutboxDeps, type RunningOutbox } from './outbox/outbox.ts'
export type { CausedMailDeps } from './outbox/caused-mails.ts'
export type { MailContact, MailContacts } from './outbox/mail-contacts.port.ts'
export { outboxRetentionJob } from './outbox/outbox-retention.ts'
export { openMessage, type MessageContents, type SealedContents } from './outbox/sealed-message.ts'
export { smtpTransport } from './outbox/smtp.ts'
export { inboxTransport, MailFault, type MailTransport, type OutgoingMail } from './outbox/transport.port.ts'

/** The tables of this feature. */
export const notificationEntities: EntitySchema[] = [OutboxMessageEntity, NoticeEntity, NoticeFeedEntity]
