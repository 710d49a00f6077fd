import { expect } from 'chai'
import { hasOpenssl, OpensslWorkshop, type OpensslCertificate } from '../../../spec/openssl-chain.ts'
import { decodeBundle } from '../x509/index.ts'
import type { TrustState } from './trust-certificate.states.ts'
import type { TrustType } from './trust-kinds.ts'
import type { StoredCertificate } from './trust-material.ts'
import { judgeBundle } from './trust-upload.ts'

describe('the path of an uploaded authority', () => {
  let workshop: OpensslWorkshop
  let root: OpensslCertificate
  let middle: OpensslCertificate
  let low: OpensslCertificate

  before(function () {
    if (!hasOpenssl) return this.skip()
    workshop = new OpensslWorkshop()
    root = workshop.make({ subject: '/CN=Root/O=Spec', days: 4_000 })
    middle = workshop.make({ subject: '/CN=Middle/O=Spec', issuer: root, days: 3_000 })
    low = workshop.make({ subject: '/CN=Low/O=Spec', issuer: middle, days: 2_000 })
  })
  after(() => workshop?.close())

  const stored = (made: OpensslCertificate, type: TrustType, status: TrustState): StoredCertificate => {
    const certificate = decodeBundle(made.der).certificates[0]!
    return {
      id: certificate.thumbprintSha256,
      type,
      status,
      issuerId: null,
      name: certificate.displayName,
      certificate,
    }
  }
  /** For each uploaded certificate its path, and of each entry whether it is said to be in the trust store. */
  const paths = (uploaded: OpensslCertificate[], store: StoredCertificate[]) => {
    const readable = uploaded.map(({ der }) => ({ fileName: 'x', certificate: decodeBundle(der).certificates[0]! }))
    return judgeBundle(readable, store, new Date()).map(({ report }) =>
      report.path.map(({ name, inTrustStore }) => [name, inTrustStore]),
    )
  }

  it('says of an intermediate that is stored that it is in the trust store, not in the files', () => {
    const store = [stored(root, 'ROOT', 'TRUSTED'), stored(middle, 'INTERMEDIATE', 'TRUSTED')]
    expect(paths([low], store)).to.deep.equal([
      [
        ['Low', false],
        ['Middle', true],
        ['Root', true],
      ],
    ])
  })

  it('says of what comes in the same upload that it is in the files, its root too', () => {
    expect(paths([middle, root], [])).to.deep.equal([
      [
        ['Middle', false],
        ['Root', false],
      ],
      [['Root', false]],
    ])
  })

  it('says of a distrusted one that comes again that the trust store does not hold it', () => {
    const store = [stored(root, 'ROOT', 'TRUSTED'), stored(middle, 'INTERMEDIATE', 'DISTRUSTED')]
    expect(paths([middle], store)).to.deep.equal([
      [
        ['Middle', false],
        ['Root', true],
      ],
    ])
  })
})
