import { expect } from 'chai'
import type { CertificateFilesFragment, WithheldReason } from '../gql/graphql.ts'
import { downloadsOf, withheldNotes } from './downloads.ts'

const file = (withheld: WithheldReason | null, url = '/files/x') => ({ url: withheld ? null : url, withheld })
const certificate = (original: WithheldReason | null, signed: WithheldReason | null) =>
  ({
    original: file(original),
    signed: { download: file(signed), chain: file(signed) },
  }) as CertificateFilesFragment

describe('what a partner may download', () => {
  it('is the original, the platform-signed one and that with its chain (R-CRT-13)', () => {
    expect(downloadsOf(certificate(null, null)).map(({ key }) => key)).to.deep.equal(['original', 'signed', 'chain'])
    expect(withheldNotes(certificate(null, null))).to.deep.equal([])
  })
  it('leaves out each expired one by itself, and says which', () => {
    expect(downloadsOf(certificate('EXPIRED', null)).map(({ url }) => url === null)).to.deep.equal([true, false, false])
    expect(withheldNotes(certificate('EXPIRED', null))).to.deep.equal(['original.EXPIRED'])
    expect(withheldNotes(certificate(null, 'EXPIRED'))).to.deep.equal(['signed.EXPIRED'])
    expect(withheldNotes(certificate('EXPIRED', 'EXPIRED'))).to.deep.equal(['both.EXPIRED'])
  })
  it('says once that the partner is deactivated (R-CRT-15)', () => {
    expect(withheldNotes(certificate('PARTNER_INACTIVE', 'PARTNER_INACTIVE'))).to.deep.equal(['PARTNER_INACTIVE'])
  })
})
