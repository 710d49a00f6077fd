import { expect } from 'chai'
import { holdsPrivateKey } from './secrets.ts'

describe('a private key among the files', () => {
  for (const kind of [
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
  ])
    it(`is noticed: ${kind}`, () => expect(holdsPrivateKey(`x\n-----BEGIN ${kind}-----\nMII`)).to.equal(true))
  it('is not seen in a certificate or a request', () => {
    expect(holdsPrivateKey('-----BEGIN CERTIFICATE-----\nMII')).to.equal(false)
    expect(holdsPrivateKey('-----BEGIN CERTIFICATE REQUEST-----\nMII')).to.equal(false)
    expect(holdsPrivateKey('-----BEGIN PUBLIC KEY-----\nMII')).to.equal(false)
  })
})
