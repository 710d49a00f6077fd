import type { EntitySchema } from '@mikro-orm/core'
import { OutboxMessageEntity } from './outbox/outbox-message.entity.ts'

export { OutboxMessageEntity }

/** The tables of this feature. */
export const notificationEntities: EntitySchema[] = [OutboxMessageEntity]
