import { expect } from 'chai'
import { type Check, drawingOf, findingsOf, type Report, type ReportFormat, tally, wordsOf } from './report.ts'
import { reportJson } from './reportJson.ts'
import { reportText } from './reportText.ts'

const t = (key: string, named?: Record<string, unknown>) => (named ? `${key} ${Object.values(named).join(' ')}` : key)
const format: ReportFormat = {
  number: String,
  day: (iso: string) => iso.slice(0, 10),
}
const target = (number: number) => `p${number}`

const check = (rule: string, outcome: Check['outcome'], certificate: number | null): Check => ({
  __typename: 'CertificateCheck',
  rule,
  outcome,
  certificate,
  certificateName: certificate === null ? null : `certificate ${certificate}`,
  title: `${rule} title`,
  detail: `${rule} detail`,
  remedy: `${rule} remedy`,
  code: 'KER-PCM-004',
  reference: 'RFC 5280 §6.1.3',
  texts: [{ __typename: 'CheckText', language: 'fr', title: `${rule} titre`, detail: `${rule} détail`, remedy: null }],
})
const inPath = (index: number, more: Partial<Report['path'][number]> = {}): Report['path'][number] => ({
  __typename: 'CertificateInPath',
  index,
  name: `certificate ${index}`,
  organisation: null,
  known: true,
  role: 'INTERMEDIATE',
  inTrustStore: false,
  subject: `CN=certificate ${index}`,
  keyDescription: 'EC P-256',
  thumbprintSha256: '9c1e4f',
  validFrom: '2020-01-01T00:00:00Z',
  validTo: '2030-01-01T00:00:00Z',
  ...more,
})
const report: Report = {
  __typename: 'CertificateReport',
  verdict: 'REFUSED',
  path: [
    inPath(0, { role: 'LEAF', organisation: 'Northwind', validTo: '2026-11-19T09:00:00Z' }),
    inPath(1, { known: false, validFrom: null, validTo: null }),
    inPath(2, { role: 'ROOT', inTrustStore: true }),
  ],
  checks: [
    check('path.issuer-known', 'FAILED', 1),
    check('signature', 'NOT_RUN', 0),
    check('validity.not-after', 'FAILED', 0),
    check('basic-constraints', 'PASSED', 2),
    check('file', 'FAILED', null),
  ],
}

describe('what the doctor found', () => {
  it('is numbered as found, passed checks left out', () => {
    expect(findingsOf(report, 'en').map(f => [f.number, f.check.rule])).to.deep.equal([
      [1, 'path.issuer-known'],
      [2, 'validity.not-after'],
      [3, 'file'],
    ])
    expect(tally(report)).to.deep.equal({ passed: 1, notRun: 1, failed: 3 })
  })
  it('speaks the language shown, else that of the request', () => {
    const one = report.checks[0] as Check
    expect(wordsOf(one, 'fr').title).to.equal('path.issuer-known titre')
    expect(wordsOf(one, 'fr').remedy).to.equal(null)
    expect(wordsOf(one, 'ar').title).to.equal('path.issuer-known title')
  })
})

describe('the chain as a picture', () => {
  const links = drawingOf(report, { t, format, target })
  it('stands root first', () => {
    expect(links.map(link => link.name)).to.deep.equal(['certificate 2', 'certificate 1', 'certificate 0'])
  })
  it('shows where it breaks', () => {
    expect(links.map(link => link.state)).to.deep.equal(['ok', 'missing', 'broken'])
  })
  it('calls nothing right that hangs below a break', () => {
    const checks = report.checks.filter(({ certificate }) => certificate !== 0)
    const states = drawingOf({ ...report, checks }, { t, format, target }).map(link => link.state)
    expect(states).to.deep.equal(['ok', 'missing', 'plain'])
  })
  it('carries each number on the certificate it is about, and none for the file', () => {
    expect(links.map(link => link.marks?.map(mark => mark.target))).to.deep.equal([[], ['p1'], ['p2']])
  })
  it('does not call an issuer nobody has seen an issuer', () => {
    expect(links.map(link => link.relation)).to.deep.equal([
      undefined,
      'doctor.chain.shouldHaveIssued',
      'doctor.chain.issuedAsSaid',
    ])
  })
  it('says what has expired', () => {
    expect(links[2]?.facts).to.deep.equal(['doctor.chain.organisation Northwind', 'doctor.chain.expired 2026-11-19'])
  })
  it('draws nothing of a file that is no certificate', () => {
    expect(drawingOf({ ...report, path: [] }, { t, format, target })).to.deep.equal([])
  })
})

describe('the report as JSON', () => {
  const json: unknown = JSON.parse(reportJson({ name: 'auth.example', fileName: 'a.pem', report }, 'fr'))
  it('holds verdict, chain and checks for a program, in the language shown', () => {
    expect(json).to.include({ certificate: 'auth.example', file: 'a.pem', verdict: 'REFUSED' })
    expect(json).to.have.nested.property('chain.length', 3)
    expect(json).to.have.nested.property('checks[0].title', 'path.issuer-known titre')
    expect(json).to.have.nested.property('checks[2].rule', 'validity.not-after')
  })
  it('holds nothing of how we asked', () => {
    expect(JSON.stringify(json)).to.not.contain('__typename').and.to.not.contain('texts')
  })
})

describe('the report as text', () => {
  const text = reportText({ name: 'auth.example', fileName: 'a.pem', report }, { t, format, language: 'fr' })
  it('holds every finding with rule, finding and code, in the language shown', () => {
    expect(text).to.contain('1. path.issuer-known titre').and.to.contain('3. file titre')
    expect(text).to.contain('path.issuer-known, RFC 5280 §6.1.3').and.to.contain('KER-PCM-004')
  })
  it('leaves out what is not there', () => {
    expect(text).to.not.contain('null').and.to.not.contain('undefined')
  })
})
