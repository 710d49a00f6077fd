import type { Principal } from '../../platform/graphql/context.ts'
import { noticeKinds, type NoticeKind } from './notice.entity.ts'

const administrators: readonly NoticeKind[] = ['ROOT_CERTIFICATE', 'INTERMEDIATE_CERTIFICATE', 'WEEKLY_SUMMARY']
const partners: readonly NoticeKind[] = ['PARTNER_CERTIFICATE', 'SIGNED_CERTIFICATE', 'CERTIFICATE_UNANCHORED']

/**
 * The kinds somebody is told of by what the caller is (§5.1, R-NPO-04), and those there are anyway, in their own order.
 * Somebody with both roles is an administrator here too (R-DASH-03).
 */
export function expectedKinds({ permissions }: Principal, present: Iterable<NoticeKind>): NoticeKind[] {
  const expected = permissions.has('trust.read') ? administrators : permissions.has('certificate.read') ? partners : []
  const wanted = new Set([...expected, ...present])
  return noticeKinds.filter(kind => wanted.has(kind))
}
