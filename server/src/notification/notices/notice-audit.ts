import type { AuditEvent } from '../../audit/index.ts'
import type { NoticeKind } from './notice.entity.ts'

/** What is recorded of a notice (partner-management §5.7). */
export type NoticeStep = 'created' | 'creation-failed' | 'mailed' | 'mail-failed'

type Kebab<Text extends string> = Text extends `${infer One}_${infer Rest}`
  ? `${Lowercase<One>}-${Kebab<Rest>}`
  : Lowercase<Text>

/** The event of a step of one kind; a kind without its lines in `audit-events.ts` does not compile. */
export const noticeEvent = (kind: NoticeKind, step: NoticeStep): AuditEvent =>
  `notice.${kind.toLowerCase().replaceAll('_', '-') as Kebab<NoticeKind>}.${step}`

/** What a line of the record about a notice is about. */
export const noticeSubject = { subjectType: 'notice' } as const
