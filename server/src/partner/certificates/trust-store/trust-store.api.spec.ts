import { expect } from 'chai'
import { execute, parse } from 'graphql'
import { hasOpenssl, OpensslWorkshop, type OpensslCertificate } from '../../../spec/openssl-chain.ts'
import { openHouse, type Caller, type TestHouse } from '../../../spec/test-house.ts'
import { countStatements } from '../../../platform/database/guard.ts'
import { describeEach } from '../../../spec/test-database.ts'
import { TrustCertificateEntity, TrustCertificateEventEntity } from './trust-certificate.entity.ts'

const REPORT =
  'report { verdict path { name known role } checks { rule outcome title detail remedy code certificateName texts { language title } } }'
const UPLOAD = `mutation ($input: UploadTrustCertificatesInput!) { answer: uploadTrustCertificates(input: $input) { __typename
  ... on TrustUpload { result outcomes { fileName outcome name trustCertificate { id code status } ${REPORT} } }
  ... on Refusal { code message field } } }`
const CHECK = UPLOAD.replace('uploadTrustCertificates', 'checkTrustCertificates')
const decide = (
  operation: string,
) => `mutation ($input: ${operation[0]!.toUpperCase()}${operation.slice(1)}Input!) { answer: ${operation}(input: $input) {
  __typename ... on TrustCertificate { id status downloadUrl history { event actor reason } } ... on Refusal { code message field } } }`
const DISTRUST = decide('distrustCertificate')
const TRUST_AGAIN = decide('trustCertificateAgain')
const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: TrustCertificateFilter, $orderBy: TrustCertificateOrder) {
  list: trustCertificates(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    nodes { id issuedTo validTo status domain } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { value capped } } }`

interface Outcome {
  fileName: string
  outcome: string
  name: string
  trustCertificate: { id: string; code: string; status: string } | null
  report: {
    verdict: string
    path: { name: string; known: boolean }[]
    checks: {
      rule: string
      outcome: string
      remedy: string | null
      title: string
      texts: { language: string; title: string }[]
    }[]
  }
}
interface Answer {
  __typename: string
  result: string
  outcomes: Outcome[]
  code: string
  message: string
  field: string[]
  id: string
  status: string
  downloadUrl: string | null
  history: { event: string; actor: string | null; reason: string | null }[]
}
interface List {
  nodes: { id: string; issuedTo: string; validTo: string; status: string; domain: string }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
  totalCount: { value: number; capped: boolean }
}

const file = (name: string, content: string | Uint8Array) => ({
  name,
  content: Buffer.from(content).toString('base64'),
})
const failed = (outcome: Outcome) => outcome.report.checks.filter(check => check.outcome === 'FAILED')

describeEach('the trust store', fresh => {
  let world: TestHouse
  let admin: Caller
  let workshop: OpensslWorkshop
  let root: OpensslCertificate
  let intermediate: OpensslCertificate

  before(async function () {
    if (!hasOpenssl) return this.skip()
    workshop = new OpensslWorkshop()
    root = workshop.make({ subject: '/CN=Spec Root/O=Spec', days: 4_000 })
    intermediate = workshop.make({ subject: '/CN=Spec Issuing CA/O=Spec', issuer: root, days: 2_000 })
    world = await openHouse(await fresh())
    admin = await world.signIn('admin')
  })
  after(async () => {
    await world?.close()
    workshop?.close()
  })

  const answer = async (
    caller: Caller,
    query: string,
    input: object,
    headers?: Record<string, string>,
  ): Promise<Answer> => {
    const { data, errors } = await caller.ask(query, { input }, headers)
    expect(errors, JSON.stringify(errors)).to.equal(undefined)
    return data['answer']!
  }
  const upload = (files: object[], domain = 'AUTH') => answer(admin, UPLOAD, { domain, files })
  const list = async (variables: object): Promise<List> => (await admin.ask(LIST, variables)).data['list']!
  const stored = () => world.house.db.em().count(TrustCertificateEntity)

  describe('upload', () => {
    it('checks without storing anything', async () => {
      const before = await stored()
      const checked = await answer(admin, CHECK, {
        domain: 'AUTH',
        files: [file('both.pem', intermediate.pem + root.pem)],
      })
      expect(checked.outcomes.map(({ outcome }) => outcome)).to.deep.equal(['WOULD_STORE', 'WOULD_STORE'])
      expect(await stored()).to.equal(before)
    })

    it('stores a chain from several files in any order, PEM and DER alike', async () => {
      const uploaded = await upload([file('ca.der', intermediate.der), file('root.pem', root.pem)])
      expect(uploaded.result).to.equal('ALL')
      expect(uploaded.outcomes.map(({ name, outcome }) => `${name}: ${outcome}`)).to.deep.equal([
        'Spec Issuing CA: STORED',
        'Spec Root: STORED',
      ])
      expect(uploaded.outcomes[0]!.trustCertificate!.code).to.match(/^ICA-[0-9A-F]{4}-[0-9A-F]{4}$/)
      expect(uploaded.outcomes[1]!.trustCertificate!.code).to.match(/^RCA-/)
    })

    it('says that a certificate is there already (KER-PCM-003), and stores no second one', async () => {
      const before = await stored()
      const again = await upload([file('root.p7b', workshop.bundle([root, intermediate]))])
      expect(again.outcomes.map(({ outcome }) => outcome)).to.deep.equal(['ALREADY_STORED', 'ALREADY_STORED'])
      expect(await stored()).to.equal(before)
    })

    it('keeps domains apart: an intermediate is refused where its root is not', async () => {
      const uploaded = await upload([file('ca.pem', intermediate.pem)], 'FTM')
      expect(uploaded.result).to.equal('NONE')
      expect(uploaded.outcomes[0]!.report.path.at(-1)!.known).to.equal(false)
    })

    it('stores what is good of a bundle and explains the rest', async () => {
      const orphan = workshop.make({
        subject: '/CN=Orphan CA/O=Spec',
        issuer: workshop.make({ subject: '/CN=Unknown Root/O=Spec' }),
        days: 1_000,
      })
      const good = workshop.make({ subject: '/CN=Second Issuing CA/O=Spec', issuer: root, days: 1_000 })
      const uploaded = await upload([
        file('a.pem', orphan.pem),
        file('b.pem', good.pem),
        file('c.txt', 'no certificate at all'),
      ])
      expect(uploaded.result).to.equal('PARTIAL')
      expect(uploaded.outcomes.map(({ outcome }) => outcome).sort()).to.deep.equal(['REFUSED', 'STORED', 'UNREADABLE'])
      for (const outcome of uploaded.outcomes.filter(({ outcome }) => outcome !== 'STORED')) {
        expect(failed(outcome)).to.have.length(1)
        expect(failed(outcome)[0]!.remedy).to.match(/\S/)
        expect(failed(outcome)[0]!.texts.map(({ language }) => language)).to.deep.equal(['en', 'fr', 'ar'])
      }
    })

    it('never stores a chain that the doctor refuses', async () => {
      const leaf = ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature']
      const broken = {
        'too short a life (KER-PCM-017)': workshop.make({ subject: '/CN=Short/O=Spec', days: 200 }),
        'no authority': workshop.make({ subject: '/CN=Leaf/O=Spec', issuer: root, extensions: leaf, days: 900 }),
        'missing issuer (KER-PCM-005)': workshop.make({
          subject: '/CN=Lost/O=Spec',
          issuer: workshop.make({ subject: '/CN=Elsewhere/O=Spec' }),
          days: 900,
        }),
        'a small key (RSA 1024)': workshop.make({ subject: '/CN=Small/O=Spec', key: 'rsa:1024', days: 900 }),
        'no right to sign certificates': workshop.make({
          subject: '/CN=Mute/O=Spec',
          issuer: root,
          extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,digitalSignature'],
          days: 900,
        }),
      }
      const before = await stored()
      for (const [why, certificate] of Object.entries(broken)) {
        const checked = await answer(admin, CHECK, { domain: 'AUTH', files: [file('x.pem', certificate.pem)] })
        expect(checked.outcomes[0]!.outcome, why).to.equal('REFUSED')
        const uploaded = await upload([file('x.pem', certificate.pem)])
        expect(uploaded.outcomes[0]!.outcome, why).to.equal('REFUSED')
        expect(failed(uploaded.outcomes[0]!), why).to.deep.equal(failed(checked.outcomes[0]!))
      }
      expect(await stored()).to.equal(before)
    })

    it('tells in the language asked for', async () => {
      const short = workshop.make({ subject: '/CN=Short two/O=Spec', days: 100 })
      const titles = await Promise.all(
        ['en', 'fr', 'ar'].map(
          async language =>
            failed(
              (
                await answer(
                  admin,
                  CHECK,
                  { domain: 'AUTH', files: [file('x.pem', short.pem)] },
                  { 'accept-language': language },
                )
              ).outcomes[0]!,
            )[0]!.title,
        ),
      )
      expect(new Set(titles).size).to.equal(3)
    })

    const refusals: [why: string, input: object, code: string, field: string[]][] = [
      ['no files', { domain: 'AUTH', files: [] }, 'INPUT_REQUIRED', ['input', 'files']],
      [
        'eleven files',
        { domain: 'AUTH', files: Array.from({ length: 11 }, () => file('x', 'x')) },
        'INPUT_TOO_MANY',
        ['input', 'files'],
      ],
      [
        'a file without a name',
        { domain: 'AUTH', files: [file(' ', 'x')] },
        'INPUT_REQUIRED',
        ['input', 'files', '0', 'name'],
      ],
      [
        'a name too long',
        { domain: 'AUTH', files: [file('x'.repeat(256), 'x')] },
        'INPUT_TOO_LONG',
        ['input', 'files', '0', 'name'],
      ],
      [
        'an empty file',
        { domain: 'AUTH', files: [file('x', '')] },
        'INPUT_REQUIRED',
        ['input', 'files', '0', 'content'],
      ],
      [
        'content that is not base64',
        { domain: 'AUTH', files: [{ name: 'x', content: '!!' }] },
        'INPUT_FORMAT',
        ['input', 'files', '0', 'content'],
      ],
      [
        'more than 64 kB',
        { domain: 'AUTH', files: [file('x', 'x'.repeat(66_000))] },
        'CERTIFICATE_BUNDLE_TOO_LARGE',
        ['input', 'files'],
      ],
    ]
    for (const [why, input, code, field] of refusals)
      it(`refuses ${why} and names the field`, async () => {
        expect(await answer(admin, UPLOAD, input))
          .to.include({ code })
          .and.have.property('field')
          .that.deep.equals(field)
      })

    it('refuses more than ten certificates', async () => {
      const many = Array.from({ length: 11 }, (_, n) => workshop.make({ subject: `/CN=Many ${n}/O=Spec` }).pem)
      const { code } = await upload([
        file('six.pem', many.slice(0, 6).join('')),
        file('five.pem', many.slice(6).join('')),
      ])
      expect(code).to.equal('CERTIFICATE_BUNDLE_TOO_MANY')
    })

    for (const [why, variables] of Object.entries({
      'a missing domain': { files: [] },
      'an unknown domain': { domain: 'RESIDENT', files: [] },
      'a number as content': { domain: 'AUTH', files: [{ name: 'x', content: 5 }] },
    }))
      it(`answers BAD_USER_INPUT to ${why}`, async () => {
        const { errors } = await admin.ask(UPLOAD, { input: variables })
        expect(errors![0]!.extensions['code']).to.equal('BAD_USER_INPUT')
      })

    it('writes who did it into the audit', async () => {
      const rows = await world.house.db
        .em()
        .execute("select event, code, actor_id from audit_record where event = 'trust-certificate.uploaded'")
      expect(rows.length).to.be.greaterThan(2)
      expect(rows[0]).to.include({ code: 'PMS_PRT_202' })
    })
  })

  describe('the list', () => {
    it('pages by keyset through every row once, in both directions', async () => {
      for (const orderBy of [
        'VALID_TO_ASC',
        'VALID_FROM_DESC',
        'ISSUED_TO_ASC',
        'ISSUED_BY_DESC',
        'DOMAIN_ASC',
        'UPLOADED_AT_DESC',
      ]) {
        const all = await list({ first: 100, orderBy })
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = await list({ first: 3, after, orderBy })
          seen.push(...page.nodes.map(({ id }) => id))
          after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined
        } while (after)
        expect(seen, orderBy).to.deep.equal(all.nodes.map(({ id }) => id))
        expect(new Set(seen).size).to.equal(all.totalCount.value)
        const second = await list({ first: 3, after: (await list({ first: 3, orderBy })).pageInfo.endCursor, orderBy })
        const back = await list({ last: 3, before: second.pageInfo.startCursor, orderBy })
        expect(back.nodes.map(({ id }) => id)).to.deep.equal(seen.slice(0, 3))
        expect(back.pageInfo).to.include({ hasPreviousPage: false, hasNextPage: true })
      }
    })

    it('finds by prefix without case, and takes % and _ literally', async () => {
      expect(
        (await list({ first: 10, filter: { issuedTo: 'VERIDIA' } })).nodes.map(({ issuedTo }) => issuedTo),
      ).to.have.length(3)
      expect((await list({ first: 10, filter: { issuedTo: '%' } })).nodes).to.have.length(0)
      expect((await list({ first: 10, filter: { issuedTo: 'الهيئة' } })).nodes).to.have.length(1)
    })

    it('agrees with the filter on every status', async () => {
      const everything = (await list({ first: 100 })).nodes
      for (const status of ['TRUSTED', 'EXPIRES_SOON', 'EXPIRED', 'NOT_YET_VALID', 'UNANCHORED', 'DISTRUSTED']) {
        const found = await list({ first: 100, filter: { status } })
        expect(found.nodes.map(({ id }) => id).sort()).to.deep.equal(
          everything
            .filter(node => node.status === status)
            .map(({ id }) => id)
            .sort(),
        )
        expect(found.totalCount.value).to.equal(found.nodes.length)
      }
      expect(everything.some(({ status }) => status === 'EXPIRED')).to.equal(true)
      expect(everything.some(({ status }) => status === 'EXPIRES_SOON')).to.equal(true)
    })

    for (const [why, variables] of Object.entries({
      'a page of 101': { first: 101 },
      'a page of 0': { first: 0 },
      'no days to expire within': { first: 5, filter: { expiresWithinDays: 0 } },
      'days beyond the end of time': { first: 5, filter: { expiresWithinDays: 2_147_483_647 } },
      'both ends at once': { first: 5, last: 5 },
      'a cursor of nobody': { first: 5, after: 'bm9uc2Vuc2U' },
      'a cursor of another order': { first: 5, after: Buffer.from('["issued_to_key","x","y"]').toString('base64url') },
    }))
      it(`answers BAD_USER_INPUT to ${why}`, async () => {
        expect((await admin.ask(LIST, variables)).errors![0]!.extensions['code']).to.equal('BAD_USER_INPUT')
      })

    it('costs one statement with its count, whatever the page', async () => {
      const principal = {
        userId: 'u',
        permissions: new Set(['trust.read']),
        partnerIds: [],
        kind: 'session',
        sessionId: 's',
        expiresAt: new Date(),
      }
      for (const first of [2, 50]) {
        const { statements, result } = await countStatements(async () =>
          execute({
            schema: world.house.schema,
            document: parse(LIST),
            variableValues: { first },
            contextValue: { principal, memo: new Map(), language: 'en' },
          }),
        )
        expect(result.errors).to.equal(undefined)
        expect(statements).to.have.length(1)
      }
    })
  })

  describe('distrust', () => {
    let rootId: string
    let intermediateId: string

    before(async () => {
      const nodes = (await list({ first: 100 })).nodes
      rootId = nodes.find(({ issuedTo }) => issuedTo === 'Spec Root')!.id
      intermediateId = nodes.find(({ issuedTo }) => issuedTo === 'Spec Issuing CA')!.id
    })
    const status = async (id: string) =>
      (await admin.ask('query ($id: ID!) { one: trustCertificate(id: $id) { status downloadUrl } }', { id })).data[
        'one'
      ]! as { status: string; downloadUrl: string | null }

    it('shows first what hangs on it', async () => {
      const { data } = await admin.ask(
        'query ($id: ID!) { one: trustCertificate(id: $id) { impact { intermediates partners examples } } }',
        { id: rootId },
      )
      expect((data['one']! as { impact: object }).impact).to.deep.equal({
        intermediates: 2,
        partners: 0,
        examples: ['Spec Issuing CA', 'Second Issuing CA'],
      })
    })

    for (const [why, input, code] of [
      ['an empty reason', { reason: '' }, 'INPUT_REQUIRED'],
      ['a blank reason', { reason: '   ' }, 'INPUT_REQUIRED'],
      ['a reason too long', { reason: 'x'.repeat(501) }, 'INPUT_TOO_LONG'],
      ["another's id", { id: '0190f8a0-0000-7000-8000-000000000000', reason: 'x' }, 'TRUST_CERTIFICATE_NOT_FOUND'],
      ['no id at all', { id: "' or 1=1 --", reason: 'x' }, 'TRUST_CERTIFICATE_NOT_FOUND'],
    ] as const)
      it(`refuses ${why} and changes nothing`, async () => {
        expect((await answer(admin, DISTRUST, { id: rootId, ...input })).code).to.equal(code)
        expect((await status(rootId)).status).to.equal('TRUSTED')
      })

    it('withdraws trust, and flags what lost its root', async () => {
      const decided = await answer(admin, DISTRUST, { id: rootId, reason: 'Key compromised' })
      expect(decided).to.include({ status: 'DISTRUSTED', downloadUrl: null })
      expect(decided.history[0]).to.deep.equal({ event: 'DISTRUSTED', actor: 'admin', reason: 'Key compromised' })
      expect((await status(intermediateId)).status).to.equal('UNANCHORED')
    })

    it('is an impossible step twice, not a silent success', async () => {
      expect((await answer(admin, DISTRUST, { id: rootId, reason: 'again' })).code).to.equal(
        'TRUST_CERTIFICATE_ALREADY_DISTRUSTED',
      )
    })

    it('stops accepting what hangs on it', async () => {
      const child = workshop.make({ subject: '/CN=Late CA/O=Spec', issuer: intermediate, days: 900 })
      expect((await upload([file('late.pem', child.pem)])).outcomes[0]!.outcome).to.equal('REFUSED')
    })

    it('trusts again, and what hung on it stands again', async () => {
      expect((await answer(admin, TRUST_AGAIN, { id: rootId, reason: 'False alarm' })).status).to.equal('TRUSTED')
      expect((await status(intermediateId)).status).to.equal('TRUSTED')
      expect((await answer(admin, TRUST_AGAIN, { id: rootId, reason: 'twice' })).code).to.equal(
        'TRUST_CERTIFICATE_ALREADY_TRUSTED',
      )
    })

    it('keeps two administrators apart: of two at once, one is refused', async () => {
      const results = await Promise.all(
        [1, 2].map(n => answer(admin, DISTRUST, { id: intermediateId, reason: `race ${n}` })),
      )
      expect(results.map(({ __typename }) => __typename).sort()).to.deep.equal(['Refusal', 'TrustCertificate'])
      await answer(admin, TRUST_AGAIN, { id: intermediateId, reason: 'over' })
    })

    it('refuses to trust an expired one again', async () => {
      const expired = (await list({ first: 1, filter: { status: 'EXPIRED' } })).nodes[0]!.id
      await answer(admin, DISTRUST, { id: expired, reason: 'x' })
      expect((await answer(admin, TRUST_AGAIN, { id: expired, reason: 'x' })).code).to.equal(
        'TRUST_CERTIFICATE_EXPIRED',
      )
    })

    it('leaves nothing half-saved: every refusal left the history as it was', async () => {
      const events = await world.house.db.em().find(TrustCertificateEventEntity, { trustCertificateId: rootId })
      expect(events.map(({ kind }) => kind).sort()).to.deep.equal(['DISTRUSTED', 'TRUSTED_AGAIN', 'UPLOADED'])
    })
  })

  describe('the download', () => {
    it('is the chain up to the root as PKCS#7 that OpenSSL reads', async () => {
      const node = (await list({ first: 100, filter: { issuedTo: 'Spec Issuing' } })).nodes[0]!
      const { port } = new URL(world.origin)
      const response = await fetch(`http://127.0.0.1:${port}/files/trust-store/${node.id}.p7b`, {
        headers: { cookie: admin.browser.cookieHeader() },
      })
      expect(response.status).to.equal(200)
      expect(response.headers.get('content-disposition')).to.match(/^attachment; filename="ICA-/)
      const subjects = workshop.subjectsOf(Buffer.from(await response.arrayBuffer()))
      expect(subjects.join()).to.include('Spec Issuing CA').and.include('Spec Root')
      expect(subjects).to.have.length(2)
    })

    it('is refused to strangers, to other roles, and for expired certificates (R of §3.9)', async () => {
      const expired = (await list({ first: 100 })).nodes.find(({ validTo }) => new Date(validTo) < new Date())!.id
      const { port } = new URL(world.origin)
      const get = async (cookie: string) =>
        (await fetch(`http://127.0.0.1:${port}/files/trust-store/${expired}.p7b`, { headers: { cookie } })).status
      const partner = await world.signIn('northwind')
      expect([
        await get(''),
        await get(partner.browser.cookieHeader()),
        await get(admin.browser.cookieHeader()),
      ]).to.deep.equal([401, 403, 404])
    })
  })
})
