import { webcrypto, X509Certificate } from 'node:crypto'
import { expect } from 'chai'
import { decodeBundle } from '../../partner/certificates/x509/index.ts'
import { DAY, FakeClock } from '../../platform/clock/clock.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { EmbeddedKeyManager } from './embedded.ts'
import { createKeyManager } from './index.ts'
import { KeyManagerCertificateEntity, KeyManagerKeyEntity } from './key-manager.entity.ts'
import { signed, signerContract } from './spec/contract.spec-suite.ts'
import { freshMaterial, make, type Material } from './spec/partner-certificates.ts'

const START = '2026-11-22T09:00:00.123Z'
const vault = createVault(deriveDataKey(Buffer.alloc(32, 7)))

const parsed = (pem: string) => new X509Certificate(pem)
const read = (pem: string) => decodeBundle(Buffer.from(pem)).certificates[0]!
/** Bits of key usage: digitalSignature 0, keyEncipherment 2, keyAgreement 4, keyCertSign 5. */
const usage = (pem: string) => [...read(pem).extensions.keyUsage!]

describeDatabases('the built-in Key Manager', open => {
  let db: Database
  let drop: () => Promise<void>
  let material: Material

  before(async () => {
    ;({ db, drop } = await open())
    material = await freshMaterial(new Date(START))
  })
  after(() => drop())

  const keys = () => db.em().find(KeyManagerKeyEntity, {}, { orderBy: { name: 'asc' } })
  const signerAt = (clock = new FakeClock(START)) => new EmbeddedKeyManager({ db, clock, vault })

  it('makes one hierarchy when several servers start for the first time at once', async () => {
    const servers = [1, 2, 3].map(() => signerAt())
    await Promise.all(servers.map(server => server.prepare()))
    expect((await keys()).map(({ name, issuer }) => [name, issuer])).to.deep.equal([
      ['pms-1', 'root-1'],
      ['root-1', null],
    ])
    const roots = await Promise.all(servers.map(async server => (await signed(server, material.good)).chain[1]))
    expect(new Set(roots)).to.have.length(1)
  })

  signerContract('built in', async () => ({
    signer: signerAt(),
    material,
    close: async () => undefined,
  }))

  it('survives a restart', async () => {
    const before = await signed(signerAt(), material.good)
    const after = await signed(signerAt(), material.good)
    expect(after).to.deep.equal(before)
    expect((await keys()).length).to.equal(2)
  })

  it('keeps no private key that opens without the vault', async () => {
    for (const { sealedKey, certificate } of await keys()) {
      expect(sealedKey).to.match(/^[0-9a-f]{8}\.[\w-]+$/)
      expect(Buffer.from(sealedKey.slice(9), 'base64url').includes('rsaEncryption')).to.equal(false)
      expect(certificate).to.match(/^-----BEGIN CERTIFICATE-----/)
    }
    const stranger = new EmbeddedKeyManager({
      db,
      clock: new FakeClock(START),
      vault: createVault(deriveDataKey(Buffer.alloc(32, 8))),
    })
    expect(await stranger.health()).to.deep.equal({
      kind: 'unavailable',
      reason: 'failing',
      detail: 'UnknownSealingKey',
    })
  })

  it('signs with SHA-256 and RSA, for a year, to the second', async () => {
    const { certificate } = await signed(signerAt(), material.good)
    const { notBefore, notAfter, signatureAlgorithm } = read(certificate)
    expect(notBefore.toISOString()).to.equal('2026-11-22T09:00:00.000Z')
    expect(notAfter.getTime() - notBefore.getTime()).to.equal(365 * DAY)
    expect(signatureAlgorithm).to.match(/sha256/i)
  })

  it('makes no partner an authority, and lets others encrypt to the domain AUTH alone', async () => {
    const auth = await signed(signerAt(), material.good)
    const device = await signed(signerAt(), { ...material.good, domain: 'DEVICE' })
    expect(read(auth.certificate).extensions.basicConstraints?.ca).to.equal(false)
    expect(usage(auth.certificate)).to.deep.equal([0, 2])
    expect(usage(device.certificate)).to.deep.equal([0])
  })

  it('certifies keys that are no RSA keys, with the usage they have', async () => {
    const from = new Date(START)
    const root = await make({ name: 'CN=R, O=R', from, days: 3_650, authority: true })
    const name = 'CN=clé, O=Ministère du Numérique, C=FR'
    const usages: Record<string, number[]> = {}
    for (const algorithm of [{ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'Ed25519' }]) {
      const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
      const { pem } = await make({ name, from, days: 800, issuer: root, keys })
      const organisation = 'Ministère du Numérique'
      const request = {
        domain: 'AUTH',
        partnerId: 'curves',
        organisation,
        certificate: pem,
        issuers: [root.pem],
      } as const
      const { certificate } = await signed(signerAt(), request)
      usages[algorithm.name] = usage(certificate)
      expect(parsed(certificate).publicKey.equals(parsed(pem).publicKey)).to.equal(true)
      expect(read(certificate).subject.text).to.equal(read(pem).subject.text)
    }
    expect(usages).to.deep.equal({ ECDSA: [0, 4], Ed25519: [0] })
  })

  it('answers three at once that ask for the same with one certificate', async () => {
    const request = { ...material.good, partnerId: 'three-at-once' }
    const ids = await Promise.all([1, 2, 3].map(async () => (await signed(signerAt(), request)).id))
    expect(new Set(ids)).to.have.length(1)
    expect(await db.em().count(KeyManagerCertificateEntity, { requestedFor: 'three-at-once' })).to.equal(1)
  })

  it('tells the certificates of two partners apart, though they brought the same', async () => {
    const other = await signed(signerAt(), { ...material.good, partnerId: 'acme-too' })
    expect(other.id).not.to.equal((await signed(signerAt(), material.good)).id)
  })

  it('is not asked inside a unit of work', async () => {
    const failure = await unitOfWork(db, () => signed(signerAt(), material.good)).catch((error: Error) => error.message)
    expect(failure).to.match(/only its own transaction may query/)
  })

  it('saves nothing of what it refuses', async () => {
    const before = await db.em().count(KeyManagerCertificateEntity)
    for (const request of Object.values(material.refused)) await signerAt().sign(request)
    expect(await db.em().count(KeyManagerCertificateEntity)).to.equal(before)
  })

  it('signs anew when what it signed runs out, until the partner’s own certificate does', async () => {
    const clock = new FakeClock(START)
    const signer = signerAt(clock)
    const first = await signed(signer, material.good)
    clock.moveBusiness(334 * DAY)
    expect((await signed(signer, material.good)).id).to.equal(first.id)
    clock.moveBusiness(1 * DAY)
    const second = await signed(signer, material.good)
    expect(second.id).not.to.equal(first.id)
    expect((await signer.find(first.id)).kind).to.equal('found')
    clock.moveBusiness(425 * DAY)
    expect(await signer.sign(material.good)).to.deep.include({ kind: 'refused', code: 'DATES' })
  })

  it('keeps the remaining life that the operator set (R-CRT-05)', async () => {
    const clock = new FakeClock(START)
    clock.moveBusiness(800 * DAY)
    const lenient = new EmbeddedKeyManager({ db, clock, vault, minimumRemainingDays: 30 })
    expect((await signerAt(clock).sign(material.good)).kind).to.equal('refused')
    expect((await lenient.sign(material.good)).kind).to.equal('signed')
  })

  it('starts no certificate before its authority, however far the clock was moved back', async () => {
    const { certificate, chain } = await signed(signerAt(new FakeClock('2026-11-22T08:00:00Z')), {
      ...material.good,
      partnerId: 'early',
    })
    expect(read(certificate).notBefore).to.deep.equal(read(chain[0]!).notBefore)
  })

  it('lets new authorities follow in time, so that certificates keep their year', async () => {
    const clock = new FakeClock(START)
    const before = await signed(signerAt(clock), { ...material.good, partnerId: 'years' })
    // 1,460 days of life, followed 395 days before the end; the root 2,920 and 1,125.
    clock.moveBusiness(1_066 * DAY)
    const partner = await freshMaterial(clock.businessNow())
    const after = await signed(signerAt(clock), { ...partner.good, partnerId: 'years' })
    expect(parsed(after.chain[0]!).subject).to.include('CA 2')
    expect(after.chain[1]).to.equal(before.chain[1])
    clock.moveBusiness(1_066 * DAY)
    const later = await freshMaterial(clock.businessNow())
    const last = await signed(signerAt(clock), { ...later.good, partnerId: 'years' })
    expect(last.chain.map(pem => /CA \d/.exec(parsed(pem).subject)?.[0])).to.deep.equal(['CA 3', 'CA 2'])
    expect(read(last.certificate).notAfter.getTime() - read(last.certificate).notBefore.getTime()).to.equal(365 * DAY)
    expect((await signerAt(clock).find(before.id)).kind).to.equal('found')
  })

  it('signs by the authority of the day when the clock was moved on and back', async () => {
    const { certificate, chain } = await signed(signerAt(), { ...material.good, partnerId: 'back-again' })
    expect(parsed(chain[0]!).subject).to.include('CA 1')
    expect(read(certificate).notBefore.toISOString()).to.equal('2026-11-22T09:00:00.000Z')
  })

  it('is what the settings mean by no address', async () => {
    const config = { keyManagerUrl: '', keyManagerTokenUrl: '', keyManagerClientId: '', keyManagerSeconds: 10 }
    const signer = await createKeyManager(config, { db, clock: new FakeClock(START), vault })
    expect(signer).to.be.instanceOf(EmbeddedKeyManager)
    expect(await signer.health()).to.deep.equal({ kind: 'ready' })
  })
})
