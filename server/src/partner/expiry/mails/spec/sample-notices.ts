import type { NoticeForMail, NoticeKind } from '../../../../notification/index.ts'
import { DAY } from '../../../../platform/clock/clock.ts'

/** The business day that the samples are of. */
export const today = new Date('2026-11-22T00:00:00Z')

const root = { issuedTo: 'Veridia Root CA', issuedBy: 'Veridia Root CA', code: 'RCA-7F3A-20C1', domain: 'AUTH' }
const partner = {
  issuedTo: 'dev.northwind.example',
  issuedBy: 'Kestrel Device CA',
  domain: 'DEVICE',
  partnerCode: 'northwind',
  organisationName: 'Northwind <Ltd>',
}

export const isTrust = (kind: NoticeKind): boolean => kind === 'ROOT_CERTIFICATE' || kind === 'INTERMEDIATE_CERTIFICATE'

/** A notice made today of something that ends at noon so many days later. */
export const notice = (kind: NoticeKind, days = 12, more: Partial<NoticeForMail> = {}): NoticeForMail => ({
  id: `notice-${days}`,
  kind,
  objectId: 'object',
  dueAt: new Date(today.getTime() + days * DAY + DAY / 2),
  createdAt: today,
  facts: { ...(isTrust(kind) ? root : partner), daysLeft: days },
  summary: null,
  ...more,
})

/** That many of a digest, the last to end first. */
export const many = (n: number): NoticeForMail[] =>
  Array.from({ length: n }, (_, i) => notice(i % 2 ? 'ROOT_CERTIFICATE' : 'INTERMEDIATE_CERTIFICATE', n - i))

const to = new Date(today.getTime() + 7 * DAY)

/** A summary of 23 items, of which the first 20 are listed. */
export const weekly: NoticeForMail = notice('WEEKLY_SUMMARY', 7, {
  facts: { summaryId: 's1', from: today.toISOString(), to: to.toISOString(), total: 23 },
  summary: {
    from: today,
    to,
    counts: { PARTNER_CERTIFICATE: 20, SIGNED_CERTIFICATE: 3, ROOT_CERTIFICATE: 0 },
    items: Array.from({ length: 20 }, (_, n) => ({
      kind: 'PARTNER_CERTIFICATE',
      label: `auth-${n}.example`,
      partnerCode: `p-${n}`,
      organisationName: n % 2 ? `Organisation ${n}` : 'وزارة الداخلية',
      expiresAt: new Date(today.getTime() + n * 3_600_000),
    })),
  },
})
