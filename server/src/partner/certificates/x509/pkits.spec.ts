import { expect } from 'chai'
import { validate } from './index.ts'
import type { Report } from './index.ts'
import { Pkits, pkitsFolder } from './spec/pkits.ts'
import type { PkitsCase } from './spec/pkits.ts'

const at = new Date('2020-01-01T00:00:00Z')

/** Valid by NIST, refused by us: every one with its reason in docs/certificates.md. */
const falseRefusals = [
  'valid_idp_with_indirectcrl_test22',
  'valid_idp_with_indirectcrl_test24',
  'valid_idp_with_indirectcrl_test25',
  'valid_crlissuer_test28',
  'valid_crlissuer_test29',
  'valid_crlissuer_test30',
  'valid_crlissuer_test33',
  'valid_deltacrl_test5',
]

describe('NIST PKITS', () => {
  const folder = pkitsFolder()
  let pkits: Pkits

  before(function () {
    if (!folder) {
      console.log('      skipped: set PKITS_DIR to the folder with pkits.json')
      this.skip()
    }
    pkits = new Pkits(folder)
  })

  const judge = (one: PkitsCase): Report =>
    validate({
      leaf: pkits.certificate(one.cert),
      anchors: [pkits.certificate('TrustAnchorRootCertificate.crt')],
      intermediates: (one.other_certs ?? []).map(file => pkits.certificate(file)),
      crls: ['TrustAnchorRootCRL.crl', ...(one.crls ?? [])].flatMap(file => pkits.crls(file)),
      at,
      profile: 'rfc5280',
      params: pkits.params(one),
    })

  it('has 246 cases, accepts none that must be refused, and refuses no other valid one than those listed', () => {
    const accepted: string[] = []
    const refused: string[] = []
    for (const one of pkits.cases) {
      const { verdict } = judge(one)
      if (verdict === 'ACCEPTED' && one.error) accepted.push(one.name)
      if (verdict === 'REFUSED' && !one.error) refused.push(one.name)
    }
    expect(pkits.cases).to.have.length(246)
    expect(accepted).to.deep.equal([])
    expect(refused).to.deep.equal(falseRefusals)
  })

  it('names one cause for each refusal, and never works beyond its budgets', () => {
    for (const one of pkits.cases) {
      const { verdict, checks, work } = judge(one)
      const failed = checks.filter(check => check.outcome === 'FAILED').map(check => check.rule)
      expect(failed, one.name).to.have.length(verdict === 'ACCEPTED' ? 0 : 1)
      expect(work.signatures, one.name).to.be.at.most(30)
    }
  })
})
