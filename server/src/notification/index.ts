import type { EntitySchema } from '@mikro-orm/core'
import { NoticeEntity, NoticeFeedEntity } from './notices/notice.entity.ts'
import { OutboxMessageEntity } from './outbox/outbox-message.entity.ts'

export { mailPage, type MailPage } from './mail/mail-page.ts'
export { NoticeEntity, NoticeFeedEntity, noticeKinds, type NoticeKind } from './notices/notice.entity.ts'
export { OutboxMessageEntity }
export { createOutbox, type Mail, type Outbox, type OutboxDeps, type RunningOutbox } from './outbox/outbox.ts'
export { openMessage, type MessageContents, type SealedContents } from './outbox/sealed-message.ts'
export { smtpTransport } from './outbox/smtp.ts'
export { inboxTransport, MailFault, type MailTransport, type OutgoingMail } from './outbox/transport.port.ts'

/** The tables of this feature. */
export const notificationEntities: EntitySchema[] = [OutboxMessageEntity, NoticeEntity, NoticeFeedEntity]
