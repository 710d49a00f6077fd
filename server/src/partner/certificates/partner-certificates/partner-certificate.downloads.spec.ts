import { X509Certificate } from 'node:crypto'
import { wrap } from '@mikro-orm/core'
import { expect } from 'chai'
import { execute, getNamedType, isInputObjectType, parse } from 'graphql'
import { DAY } from '../../../platform/clock/clock.ts'
import { countStatements } from '../../../platform/database/guard.ts'
import { newId } from '../../../platform/ids/ids.ts'
import { describeEach } from '../../../spec/test-database.ts'
import type { Caller } from '../../../spec/test-house.ts'
import { PartnerEntity } from '../../partners/index.ts'
import { hasOpenssl } from '../x509/spec/openssl-world.ts'
import type { Certificate } from '../x509/index.ts'
import { PartnerCertificateEntity } from './partner-certificate.entity.ts'
import { certificateFiles } from './partner-certificate.files.ts'
import { CertificateHouse, type Answer, type Download } from './spec/certificate-house.ts'

const ONE = `query ($id: ID!) { one: partnerCertificate(id: $id) {
  id domain state issuedTo issuedBy subject issuer serialNumber thumbprintSha256 keyDescription signatureAlgorithm
  validFrom validTo uploadedAt uploadedBy pem original { url withheld } partner { code }
  signed { issuedBy validFrom validTo expired download { url withheld } chain { url withheld } } } }`

interface One extends Record<string, unknown> {
  state: string
  pem: string | null
  original: Download
  signed: { expired: boolean; download: Download; chain: Download }
}

describeEach("reading a partner's certificate", fresh => {
  let house: CertificateHouse
  let kestrel: Caller
  let leaf: Certificate
  let stored: Answer['certificate']

  before(async function () {
    if (!hasOpenssl) return this.skip()
    house = await new CertificateHouse().open(await fresh())
    kestrel = await house.partnerPerson('kestrel')
    await house.pending('northwind')
    leaf = house.leaf({ to: house.day(1_000) })
    stored = (await house.upload(leaf)).certificate
  })
  after(() => house?.close())

  const read = async (caller: Caller, id = stored.id): Promise<One | null> => {
    const { data, errors } = await caller.ask(ONE, { id })
    expect(errors, JSON.stringify(errors)).to.equal(undefined)
    return data['one']! as One | null
  }
  const addresses = Object.keys(certificateFiles).map(
    file => (id: string) => `/files/partner-certificates/${id}/${file}`,
  )
  const statuses = (caller?: Caller, id = stored.id) =>
    Promise.all(addresses.map(async address => (await house.get(address(id), caller)).status))
  const all = (status: number) => addresses.map(() => status)
  const later = async (days: number, work: () => Promise<void>) => {
    house.clock.moveBusiness(days * DAY)
    try {
      await work()
    } finally {
      house.clock.moveBusiness(-days * DAY)
    }
  }

  it('R-CRT-14: tells of it what the card shows, and what stands in it', async () => {
    const one = await read(house.northwind)
    expect(one).to.deep.include({
      domain: 'AUTH',
      state: 'ACTIVE',
      issuedTo: leaf.displayName,
      issuedBy: 'Spec-CA',
      subject: leaf.subject.text,
      issuer: leaf.issuer.text,
      serialNumber: leaf.serialNumber,
      thumbprintSha256: leaf.thumbprintSha256,
      keyDescription: 'EC P-256',
      pem: leaf.pem,
      uploadedBy: 'northwind',
      partner: { code: 'northwind' },
      validTo: leaf.notAfter.toISOString(),
    })
    expect(await read(house.admin)).to.deep.equal(one)
  })

  it('R-CRT-12: nobody’s and somebody else’s are alike not there', async () => {
    for (const id of [stored.id, '0190f8a0-0000-7000-8000-000000000000', "' or 1=1 --"])
      expect(await read(kestrel, id)).to.equal(null)
    expect(await statuses(kestrel)).to.deep.equal(all(404))
    expect(await statuses(house.northwind, '0190f8a0-0000-7000-8000-000000000000')).to.deep.equal(all(404))
    expect((await house.get(`/files/partner-certificates/${stored.id}/key.pem`, house.northwind)).status).to.equal(404)
  })

  it('R-CRT-13: hands out both, alone and with the platform’s chain, to its own and to administrators', async () => {
    for (const caller of [house.northwind, house.admin]) expect(await statuses(caller)).to.deep.equal(all(200))
    const get = async (file: string) => {
      const response = await house.get(`/files/partner-certificates/${stored.id}/${file}`, house.northwind)
      expect(response.headers.get('content-disposition')).to.equal(`attachment; filename="northwind-${file}"`)
      expect(response.headers.get('cache-control')).to.include('no-store')
      return Buffer.from(await response.arrayBuffer())
    }
    expect(await get('original.cer')).to.deep.equal(Buffer.from(leaf.der))
    expect((await get('original.pem')).toString()).to.equal(leaf.pem)
    const signed = new X509Certificate(await get('signed.cer'))
    expect(signed.raw).to.deep.equal(new X509Certificate(await get('signed.pem')).raw)
    expect(signed.publicKey.equals(new X509Certificate(leaf.der).publicKey)).to.equal(true)
    expect(house.openssl.subjectsOf(await get('signed.p7b'))).to.have.length(3)
    expect(stored.original.url).to.match(/original\.cer$/)
    expect(stored.signed.download.url).to.match(/signed\.pem$/)
    expect(stored.signed.chain.url).to.match(/signed\.p7b$/)
  })

  it('asks strangers to sign in, and refuses who may not see certificates', async () => {
    expect(await statuses()).to.deep.equal(all(401))
    expect(await statuses(await house.world.signIn('policy'))).to.deep.equal(all(403))
  })

  it('hands them to programs with an API token that may read certificates', async () => {
    const token = async (permission: string): Promise<string> => {
      const input = { name: permission, permissions: [permission], days: 1 }
      const { data } = await house.northwind.ask(
        'mutation ($input: CreateApiTokenInput!) { made: createApiToken(input: $input) { ... on CreatedApiToken { token } } }',
        { input },
      )
      return (data['made']! as { token: string }).token
    }
    const status = async (bearer: string) => {
      const headers = { authorization: `Bearer ${bearer}` }
      return (await fetch(`http://127.0.0.1:${new URL(house.world.origin).port}${stored.original.url!}`, { headers }))
        .status
    }
    expect([
      await status(await token('certificate.read')),
      await status(await token('dashboard.read')),
      await status('ptk_nobody'),
    ]).to.deep.equal([200, 403, 401])
  })

  it('R-CRT-13: keeps back the one that has expired, and hands out the other', async () => {
    await later(366, async () => {
      const one = (await read(house.northwind))!
      expect(one.signed).to.deep.include({ expired: true, download: { url: null, withheld: 'EXPIRED' } })
      expect(one.original.withheld).to.equal(null)
      expect(await statuses(house.northwind)).to.deep.equal([200, 200, 410, 410, 410])
      expect(await (await house.get(addresses[2]!(stored.id), house.admin)).json()).to.include({ code: 'EXPIRED' })
    })
    await later(1_001, async () => {
      expect(await statuses(house.northwind)).to.deep.equal(all(410))
      expect(await read(house.northwind)).to.deep.include({
        state: 'EXPIRED',
        pem: null,
        original: { url: null, withheld: 'EXPIRED' },
      })
    })
  })

  it('R-CRT-15: a deactivated partner fetches nothing, whoever asks', async () => {
    const em = house.world.house.db.em()
    await em.nativeUpdate(PartnerEntity, { code: 'northwind' }, { status: 'INACTIVE' })
    try {
      for (const caller of [house.northwind, house.admin]) {
        expect(await statuses(caller)).to.deep.equal(all(403))
        const one = (await read(caller))!
        expect([one.original, one.signed.download, one.signed.chain]).to.deep.equal(
          [1, 2, 3].map(() => ({ url: null, withheld: 'PARTNER_INACTIVE' })),
        )
        expect(one.pem).to.equal(null)
      }
    } finally {
      await em.nativeUpdate(PartnerEntity, { code: 'northwind' }, { status: 'ACTIVE' })
    }
  })

  it('R-CRT-16: no operation renames an organisation, so no certificate stops fitting by one', () => {
    const mutations = Object.values(house.world.house.schema.getMutationType()!.getFields())
    const speaking = mutations.filter(({ args }) =>
      args.some(({ type }) => {
        const input = getNamedType(type)
        return isInputObjectType(input) && Object.keys(input.getFields()).some(name => /organi[sz]ation/i.test(name))
      }),
    )
    // The one begins with a name, the other judges by one; neither changes it.
    expect(['completeRegistration', 'preflightCertificate']).to.include.members(speaking.map(({ name }) => name))
  })

  for (const [days, state] of [
    [0, 'ACTIVE'],
    [969, 'ACTIVE'],
    [970, 'EXPIRES_SOON'],
    [1_000, 'EXPIRES_SOON'],
    [1_001, 'EXPIRED'],
    [-20, 'NOT_YET_VALID'],
  ] as const)
    it(`is ${state} ${days} days from its upload, by business time`, () =>
      later(days, async () => void expect((await read(house.northwind))!.state).to.equal(state)))

  /** Copies of Northwind's, so that a list has many. */
  const giveEverybodyOne = async () => {
    const em = house.world.house.db.em()
    const [row] = await house.rows(await house.partnerId('northwind'))
    for (const { id: partnerId } of await em.find(PartnerEntity, { code: { $ne: 'northwind' } }, { fields: ['id'] })) {
      const id = newId()
      await em.insert(PartnerCertificateEntity, { ...wrap(row!).toPOJO(), id, partnerId } as never)
      await em.nativeUpdate(PartnerEntity, { id: partnerId }, { certificateId: id })
    }
  }

  it('costs the same statements for one partner and for many', async () => {
    const document = parse(`query ($first: Int) { partners(first: $first) { nodes {
      code certificate { id subject uploadedBy partner { code } signed { issuedBy } } certificates { id state keyDescription } } } }`)
    const principal = {
      userId: 'u',
      kind: 'session' as const,
      permissions: new Set(['partner.read', 'certificate.read']),
      partnerIds: [],
      sessionId: 's',
      expiresAt: new Date(),
    }
    await giveEverybodyOne()
    for (const first of [1, 100]) {
      const { statements, result } = await countStatements(async () =>
        execute({
          schema: house.world.house.schema,
          document,
          variableValues: { first },
          contextValue: { principal, memo: new Map(), language: 'en' },
        }),
      )
      expect(result.errors).to.equal(undefined)
      // Partners; current ones, histories; their material, signatures and uploaders, and their partners again.
      expect(statements.length, statements.join('\n')).to.be.at.most(8)
    }
  })
})
