import { expect } from 'chai'
import { safeReturnTo } from './return-to.ts'

const origin = 'https://portico.example'

describe('the way back after sign-in', () => {
  for (const path of [
    '/partner/',
    '/partner/trust-store/root?after=abc&status=EXPIRED',
    '/partner/trust-store/x#history',
  ])
    it(`leads to ${path}`, () => {
      expect(safeReturnTo(path, origin)).to.equal(path)
    })

  for (const wish of [
    undefined,
    ['/partner/a', '/partner/b'],
    '',
    'https://evil.example/partner/',
    '//evil.example/partner/',
    '/\\evil.example/partner/',
    '/partner/\\..\\..\\evil',
    '/\t/evil.example/partner/',
    '/partner/\n/evil',
    'javascript:alert(1)',
    'partner/',
    '/partner',
    '/partnership/',
    '/auth/partner/logout',
    '/partner/../idp/session/end',
    '/partner/%2e%2e/idp/session/end',
    '/partner/.%2E/graphql',
    `/partner/${'x'.repeat(1_100)}`,
  ])
    it(`leads to the start page instead of ${JSON.stringify(wish)?.slice(0, 60)}`, () => {
      expect(safeReturnTo(wish, origin)).to.equal('/partner/')
    })
})
