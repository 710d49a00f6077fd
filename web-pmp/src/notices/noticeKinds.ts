import type { NoticeKind } from '../gql/graphql.ts'
import type { NoticeFilterName } from './noticeListState.ts'

interface KindOfNotice {
  /** Its tab's place in the address. */
  tab: string
  /** What its list is filtered by (partner-management §5.5). */
  filters: readonly NoticeFilterName[]
}

const TRUST: readonly NoticeFilterName[] = ['certificateCode', 'issuedTo', 'issuedBy', 'domain', 'expiryDate']
const OWN: readonly NoticeFilterName[] = ['issuedTo', 'issuedBy', 'domain', 'expiryDate']

/** Every kind in the order of its tabs (R-NPO-04). A kind joins here, in `noticeWords.ts` and in the texts. */
export const NOTICE_KINDS: Readonly<Record<NoticeKind, KindOfNotice>> = {
  ROOT_CERTIFICATE: { tab: 'root', filters: TRUST },
  INTERMEDIATE_CERTIFICATE: { tab: 'intermediate', filters: TRUST },
  PARTNER_CERTIFICATE: { tab: 'partner', filters: OWN },
  SIGNED_CERTIFICATE: { tab: 'signed', filters: OWN },
  CERTIFICATE_UNANCHORED: { tab: 'trust-path', filters: ['issuedTo', 'issuedBy', 'domain'] },
  WEEKLY_SUMMARY: { tab: 'weekly', filters: ['createdFrom', 'createdTo'] },
}
const kinds = Object.keys(NOTICE_KINDS) as NoticeKind[]

/** Those of `some`, each once, in the order of the tabs. */
export const inOrder = (some: readonly NoticeKind[]): NoticeKind[] => kinds.filter(kind => some.includes(kind))

/** The kind of a tab; null for the tab of all. */
export const kindOfTab = (tab: string): NoticeKind | null => kinds.find(kind => NOTICE_KINDS[kind].tab === tab) ?? null

/** For the route: the tabs there can be. */
export const TABS = kinds.map(kind => NOTICE_KINDS[kind].tab)
