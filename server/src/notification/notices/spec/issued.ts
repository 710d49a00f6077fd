import { unitOfWork, type Database, type Tx } from '../../../platform/database/database.ts'
import { newId } from '../../../platform/ids/ids.ts'
import { NoticeEntity, type NoticeKind } from '../notice.entity.ts'

/** What a spec says of a notice; everything else is as of any other. */
export interface NoticeWish {
  recipientId: string
  kind?: NoticeKind
  objectId?: string
  partnerId?: string | null
  createdAt?: Date
  dueAt?: Date
  threshold?: number
  code?: string | null
  issuedTo?: string
  issuedBy?: string
  domain?: string | null
  facts?: Record<string, string | number | null>
}

const AT = new Date('2026-11-22T00:00:00.000Z')

/** Writes a notice as a run does, not yet published. Returns its id. */
export function writeNotice(tx: Tx, runId: string, wish: NoticeWish): string {
  const id = newId()
  const { issuedTo = 'Spec Root', issuedBy = 'Spec Root', code = null, threshold = 15 } = wish
  tx.create(NoticeEntity, {
    id,
    kind: wish.kind ?? 'ROOT_CERTIFICATE',
    objectId: wish.objectId ?? newId(),
    dueAt: wish.dueAt ?? new Date('2026-12-07T12:00:00.000Z'),
    threshold,
    recipientId: wish.recipientId,
    channel: 'PORTAL',
    runId,
    partnerId: wish.partnerId ?? null,
    objectCode: code,
    issuedToKey: issuedTo.toLowerCase(),
    issuedByKey: issuedBy.toLowerCase(),
    domain: wish.domain === undefined ? 'AUTH' : wish.domain,
    facts: wish.facts ?? { issuedTo, issuedBy, code, domain: 'AUTH', daysLeft: threshold },
    status: 'ACTIVE',
    createdAt: wish.createdAt ?? AT,
    sequence: null,
    dismissalId: null,
  })
  return id
}

/** Writes notices of one run and commits them. Returns the run and their ids. */
export async function issueNotices(
  db: Database,
  wishes: readonly NoticeWish[],
): Promise<{ runId: string; ids: string[] }> {
  const runId = newId()
  const ids = await unitOfWork(db, async tx => wishes.map(wish => writeNotice(tx, runId, wish)))
  return { runId, ids: ids as string[] }
}
