import { X509Certificate } from 'node:crypto'
import { expect } from 'chai'
import type {
  CertificateSigner,
  SignedCertificate,
  SigningRequest,
} from '../../../partner/certificates/signing/certificate-signer.port.ts'
import { DAY } from '../../../platform/clock/clock.ts'
import { refusals, type Material, type Refused } from './partner-certificates.ts'

/** A signer with certificates that it accepts and refuses. */
export interface SigningWorld {
  signer: CertificateSigner
  material: Material
  close(): Promise<void>
}

/** What every Key Manager keeps to, built-in or not; each adapter runs all of it. */
export function signerContract(title: string, open: () => Promise<SigningWorld>): void {
  describe(`the contract of a certificate signer: ${title}`, () => {
    let world: SigningWorld
    let first: SignedCertificate

    before(async () => {
      world = await open()
      first = await signed(world.signer, world.material.good)
    })
    after(() => world?.close())

    it('certifies the partner’s own key and name', () => {
      const [mine, theirs] = [first.certificate, world.material.good.certificate].map(pem => new X509Certificate(pem))
      expect(mine!.publicKey.equals(theirs!.publicKey)).to.equal(true)
      // Key Manager puts the name's parts in an order of its own.
      expect(mine!.subject.split('\n').toSorted()).to.deep.equal(theirs!.subject.split('\n').toSorted())
      expect(mine!.issuer).not.to.equal(theirs!.issuer)
    })

    it('hands over the chain up to its root, every signature right', () => {
      const path = [first.certificate, ...first.chain].map(pem => new X509Certificate(pem))
      expect(path.length).to.be.at.least(2)
      path.forEach((certificate, index) => {
        const issuer = path[index + 1] ?? certificate
        expect(certificate.verify(issuer.publicKey), certificate.subject).to.equal(true)
        expect(certificate.issuer).to.equal(issuer.subject)
        expect(certificate.validToDate.getTime()).to.be.at.most(issuer.validToDate.getTime())
      })
    })

    it('lets it live for a year at most', () => {
      const { validFromDate, validToDate } = new X509Certificate(first.certificate)
      expect(validToDate.getTime() - validFromDate.getTime()).to.be.within(1, 366 * DAY)
    })

    it('finds it again by its id', async () => {
      const found = await world.signer.find(first.id)
      if (found.kind !== 'found') throw new Error(JSON.stringify(found))
      expect(found.id).to.equal(first.id)
      expect(new X509Certificate(found.certificate).fingerprint256).to.equal(
        new X509Certificate(first.certificate).fingerprint256,
      )
    })

    it('signs the same certificate again without harm', async () => {
      const again = await signed(world.signer, world.material.good)
      expect(
        new X509Certificate(again.certificate).publicKey.equals(new X509Certificate(first.certificate).publicKey),
      ).to.equal(true)
      expect((await world.signer.find(first.id)).kind).to.equal('found')
    })

    it('serves several at once', async () => {
      const all = await Promise.all([1, 2, 3].map(() => signed(world.signer, world.material.good)))
      expect(all).to.have.length(3)
    })

    it('forgives spaces and Unicode form in the organisation’s name (R-CRT-09)', async () => {
      const { good } = world.material
      const outcome = await world.signer.sign({ ...good, organisation: ` ${good.organisation.replace(' ', '  ')} ` })
      expect(outcome.kind).to.equal('signed')
    })

    for (const [what, code] of Object.entries(refusals))
      it(`refuses ${what} as ${code}, with the original’s code`, async () => {
        const outcome = await world.signer.sign(world.material.refused[what as Refused])
        expect(outcome).to.include({ kind: 'refused', code })
        expect((outcome as { originalCode: string }).originalCode).to.match(/^KER-[A-Z]{3}-\d{3}$/)
      })

    for (const id of ['00000000-0000-0000-0000-000000000000', '', '../getCertificate', 'x'.repeat(65)])
      it(`finds nothing under the id "${id.slice(0, 40)}"`, async () => {
        expect(await world.signer.find(id)).to.deep.equal({ kind: 'not-found' })
      })

    it('says that it is ready', async () => {
      expect(await world.signer.health()).to.deep.equal({ kind: 'ready' })
    })
  })
}

/** The signed certificate, or a failure that says what came instead. */
export async function signed(signer: CertificateSigner, request: SigningRequest): Promise<SignedCertificate> {
  const outcome = await signer.sign(request)
  if (outcome.kind !== 'signed') throw new Error(`not signed: ${JSON.stringify(outcome)}`)
  return outcome
}
