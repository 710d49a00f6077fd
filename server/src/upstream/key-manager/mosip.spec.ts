import { expect } from 'chai'
import { FakeClock } from '../../platform/clock/clock.ts'
import { enterUnitOfWork } from '../../platform/database/guard.ts'
import type { EmbeddedDeps } from './embedded.ts'
import { createKeyManager } from './index.ts'
import { clientCredentials, givenToken, type TokenSource } from './mosip-token.ts'
import { MosipKeyManager } from './mosip.ts'
import { signed, signerContract } from './spec/contract.spec-suite.ts'
import { recordedMaterial } from './spec/partner-certificates.ts'
import { recordedCertificate as recorded } from './spec/recorded.ts'
import { StubKeyManager, type FaultName } from './spec/stub-server.ts'

const signerOf = (url: string, options: { token?: TokenSource; seconds?: number } = {}) =>
  new MosipKeyManager({
    url,
    seconds: 20,
    clock: new FakeClock('2026-11-22T09:00:00Z'),
    wait: async () => undefined,
    ...options,
  })

/** An address where nobody listens any more. */
const deserted = async () => {
  const stub = await new StubKeyManager().start()
  const { origin } = stub
  await stub.stop()
  return origin
}

signerContract('MOSIP over HTTP, as recorded', async () => {
  const stub = await new StubKeyManager().start()
  return { signer: signerOf(stub.url), material: recordedMaterial(), close: () => stub.stop() }
})

describe('Key Manager over HTTP', () => {
  let stub: StubKeyManager
  const { good } = recordedMaterial()

  beforeEach(async () => {
    stub = (await new StubKeyManager().start()).knowsAuthorities()
  })
  afterEach(() => stub.stop())

  const count = (what: string) => stub.asked.filter(asked => asked.includes(what)).length

  it('is told of the authorities, root first, when it does not know them', async () => {
    const other = await new StubKeyManager().start()
    await signed(signerOf(other.url), good)
    expect(other.asked).to.deep.equal([
      'POST /uploadPartnerCertificate',
      'POST /uploadCACertificate',
      'POST /uploadCACertificate',
      'POST /uploadPartnerCertificate',
    ])
    await other.stop()
  })

  it('is told nothing where it knows them, or where there is nothing to tell', async () => {
    await signed(signerOf(stub.url), good)
    await signerOf(stub.url).sign({ ...recordedMaterial().refused['an expired certificate'] })
    const other = await new StubKeyManager().start()
    expect(await signerOf(other.url).sign({ ...good, issuers: [] })).to.include({ code: 'CHAIN_UNKNOWN' })
    expect([...stub.asked, ...other.asked].filter(asked => asked.includes('CA'))).to.deep.equal([])
    await other.stop()
  })

  it('certifies an EC key', async () => {
    const outcome = await signerOf(stub.url).sign({ ...good, certificate: recorded('partner-ec') })
    expect(outcome.kind).to.equal('signed')
  })

  it('gives the original back in the domain FTM', async () => {
    const { certificate } = await signed(signerOf(stub.url), { ...good, domain: 'FTM' })
    expect(certificate).to.equal(good.certificate)
  })

  const told: Record<FaultName, [reason: string, detail: RegExp]> = {
    'two documents glued together': ['not-admitted', /401/],
    'a token that is not believed': ['not-admitted', /401/],
    'a token without the role': ['not-admitted', /403/],
    'a token that is no JWT': ['failing', /500/],
    'an error of its own with HTTP 500': ['failing', /KER-KMS-500/],
    'a missing root key with HTTP 200': ['failing', /KER-KMS-011/],
    'an error of its own with HTTP 200': ['failing', /KER-KMS-500/],
    'an unknown path': ['not-understood', /404/],
    'a web page': ['not-understood', /200/],
    'a gateway that finds nobody': ['failing', /502/],
    'too many requests': ['failing', /429/],
    'a redirect': ['not-understood', /302/],
    nothing: ['not-understood', /200/],
    'half a document': ['not-understood', /200/],
    'neither answer nor error': ['not-understood', /200/],
    'an answer of another shape': ['not-understood', /200/],
    'a bundle that is none': ['not-understood', /does not fit/],
    'a bundle for another key': ['not-understood', /does not fit/],
    'an id that is none': ['not-understood', /200/],
    'more than anybody reads': ['not-understood', /too large/],
    'a connection that breaks': ['unreachable', /./],
    'a connection that breaks half-way': ['unreachable', /./],
    silence: ['slow', /no answer in time/],
  }
  for (const [fault, [reason, detail]] of Object.entries(told))
    it(`blames nobody for ${fault}: ${reason}, once, and signs when that is over`, async () => {
      const silent = fault === 'silence'
      const signer = signerOf(stub.url, silent ? { seconds: 0.2 } : {})
      stub.fail(fault as FaultName)
      const outcome = await signer.sign(good)
      expect(outcome).to.include({ kind: 'unavailable', reason })
      expect((outcome as { detail: string }).detail).to.match(detail)
      expect(count('uploadPartner')).to.equal(1)
      stub.recover()
      await signed(silent ? signerOf(stub.url) : signer, good)
    })

  it('says that nobody answers, after trying thrice', async () => {
    const waits: number[] = []
    const signer = new MosipKeyManager({
      url: `${await deserted()}/v1/keymanager`,
      seconds: 1,
      clock: new FakeClock('2026-11-22T09:00:00Z'),
      wait: async milliseconds => void waits.push(milliseconds),
    })
    expect(await signer.sign(good)).to.deep.include({ kind: 'unavailable', reason: 'unreachable' })
    expect(waits).to.deep.equal([100, 400])
  })

  for (const fault of ['a gateway that finds nobody', 'too many requests', 'a connection that breaks'] as const) {
    it(`looks a certificate up again after ${fault}`, async () => {
      const signer = signerOf(stub.url)
      const { id } = await signed(signer, good)
      stub.fail(fault, 2)
      expect((await signer.find(id)).kind).to.equal('found')
      expect(count('getPartner')).to.equal(3)
    })

    it(`gives up looking after three times ${fault}`, async () => {
      stub.fail(fault)
      expect((await signerOf(stub.url).find('5564d2be-d473-43f2-9694-1c7fd4029a5b')).kind).to.equal('unavailable')
      expect(count('getPartner')).to.equal(3)
    })
  }

  it('does not wait for silence twice', async () => {
    stub.fail('silence')
    expect(await signerOf(stub.url, { seconds: 0.2 }).health()).to.include({ kind: 'unavailable', reason: 'slow' })
    expect(count('getPartner')).to.equal(1)
  })

  describe('behind a gate', () => {
    const clock = new FakeClock('2026-11-22T09:00:00Z')
    const source = (clientSecret = 'right') =>
      clientCredentials({ tokenUrl: `${stub.origin}/token`, clientId: 'portico', clientSecret, seconds: 1, clock })

    it('shows the token as a cookie, and asks for one token for many requests', async () => {
      stub.renewToken()
      const signer = signerOf(stub.url, { token: source() })
      await Promise.all([signed(signer, good), signed(signer, good)])
      expect((await signer.health()).kind).to.equal('ready')
      expect(count('/token')).to.equal(1)
    })

    it('gets a new token before the old one ends', async () => {
      stub.renewToken()
      const signer = signerOf(stub.url, { token: source() })
      await signed(signer, good)
      clock.advance(271_000)
      stub.renewToken()
      await signed(signer, good)
      expect(count('/token')).to.equal(2)
      expect(count('uploadPartner')).to.equal(2)
    })

    it('replaces a token that is refused, once, and then signs', async () => {
      stub.renewToken()
      const signer = signerOf(stub.url, { token: source() })
      await signed(signer, good)
      stub.renewToken()
      await signed(signer, good)
      expect(count('/token')).to.equal(2)
    })

    it('gives up when the new token is refused as well', async () => {
      stub.fail('a token that is not believed')
      const outcome = await signerOf(stub.url, { token: source() }).sign(good)
      expect(outcome).to.include({ kind: 'unavailable', reason: 'not-admitted' })
      expect(count('uploadPartner')).to.equal(2)
    })

    it('says so when the provider gives no token, or does not answer', async () => {
      const outcome = await signerOf(stub.url, { token: source('wrong') }).sign(good)
      expect(outcome).to.include({ kind: 'unavailable', reason: 'not-admitted' })
      const nobody = clientCredentials({
        tokenUrl: `${await deserted()}/token`,
        clientId: 'portico',
        clientSecret: 'right',
        seconds: 1,
        clock,
      })
      expect(await signerOf(stub.url, { token: nobody }).sign(good)).to.include({ reason: 'unreachable' })
      expect(count('uploadPartner')).to.equal(0)
    })

    it('takes a token that was given, and has no other when that is refused', async () => {
      stub.renewToken()
      await signed(signerOf(stub.url, { token: givenToken('token-1') }), good)
      const outcome = await signerOf(stub.url, { token: givenToken('old') }).sign(good)
      expect(outcome).to.include({ kind: 'unavailable', reason: 'not-admitted' })
    })
  })

  it('is not asked inside a unit of work', async () => {
    const failure = await enterUnitOfWork(() => signerOf(stub.url).sign(good)).catch((error: Error) => error.name)
    expect(failure).to.equal('UnitOfWorkViolation')
    expect(stub.asked).to.deep.equal([])
  })

  it('is what the settings mean by an address, with the token they name', async () => {
    const config = { keyManagerUrl: `${stub.url}/`, keyManagerClientId: 'portico', keyManagerSeconds: 20 }
    const deps = { clock: new FakeClock('2026-11-22T09:00:00Z') } as unknown as EmbeddedDeps
    stub.renewToken()
    const ways = {
      'client credentials': { keyManagerTokenUrl: `${stub.origin}/token`, keyManagerClientSecret: 'right' },
      'a given token': { keyManagerTokenUrl: '', keyManagerToken: 'token-1' },
    }
    for (const way of Object.values(ways))
      expect(await (await createKeyManager({ ...config, ...way }, deps)).health()).to.deep.equal({ kind: 'ready' })
    const without = await createKeyManager({ ...config, keyManagerTokenUrl: '' }, deps)
    expect(await without.health()).to.include({ reason: 'not-admitted' })
  })

  it('tells neither tokens nor certificates in what is logged', async () => {
    stub.fail('a token that is no JWT')
    const outcome = await signerOf(stub.url, { token: givenToken('secret-token') }).sign(good)
    expect(JSON.stringify(outcome)).not.to.match(/secret-token|CERTIFICATE|Acme/)
  })
})
