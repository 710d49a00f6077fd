import { DAY, FakeClock } from '../../../../platform/clock/clock.ts'
import type { FreshDatabase } from '../../../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../../../spec/test-house.ts'
import { createKeyManager } from '../../../../upstream/key-manager/index.ts'
import { PartnerEntity } from '../../../partners/index.ts'
import type { CertificateSigner, SignedCertificate, SignerUnavailable, SigningRefused } from '../../signing/index.ts'
import { OpensslWorld, type Recipe } from '../../x509/spec/openssl-world.ts'
import type { Certificate } from '../../x509/index.ts'
import { PartnerCertificateEntity } from '../partner-certificate.entity.ts'

const REPORT = 'report { verdict path { name known role } checks { rule outcome title remedy code certificateName } }'
const CERTIFICATE =
  'id state issuedTo thumbprintSha256 original { url withheld } signed { issuedBy expired download { url withheld } chain { url withheld } }'
export const UPLOAD = `mutation ($input: PartnerCertificateInput!) { answer: uploadPartnerCertificate(input: $input) { __typename
  ... on PartnerCertificateStored { alreadyCurrent activated partner { id status } certificate { ${CERTIFICATE} } ${REPORT} }
  ... on PartnerCertificateRefused { ${REPORT} platform { code originalCode message } }
  ... on Refusal { code message field facts } } }`
export const CHECK = `mutation ($input: PartnerCertificateInput!) { answer: checkPartnerCertificate(input: $input) { __typename
  ... on PartnerCertificateCheck { alreadyCurrent ${REPORT} } ... on Refusal { code message field facts } } }`
const TRUST = `mutation ($input: UploadTrustCertificatesInput!) { answer: uploadTrustCertificates(input: $input) { __typename
  ... on TrustUpload { result } } }`

export interface Check {
  rule: string
  outcome: string
  code: string | null
  remedy: string | null
}

export interface Download {
  url: string | null
  withheld: string | null
}

/** Whatever an operation answered; each spec looks at what it expects. */
export interface Answer {
  __typename: string
  alreadyCurrent: boolean
  activated: boolean
  partner: { id: string; status: string }
  certificate: {
    id: string
    state: string
    issuedTo: string
    thumbprintSha256: string
    original: Download
    signed: { issuedBy: string; expired: boolean; download: Download; chain: Download }
  }
  report: { verdict: string; path: { name: string; known: boolean; role: string }[]; checks: Check[] }
  platform: { code: string; originalCode: string | null; message: string } | null
  code: string
  message: string
  field: string[]
  facts: Record<string, unknown>
}

export const fileOf = (content: string | Uint8Array, name = 'certificate.pem') => ({
  name,
  content: Buffer.from(content).toString('base64'),
})

export const failed = ({ report }: Pick<Answer, 'report'>): Check[] =>
  report.checks.filter(({ outcome }) => outcome === 'FAILED')

/** A signer that says what it is told to, after what it is told to wait for; else it signs as the built-in one does. */
export class TellingSigner implements CertificateSigner {
  inner!: CertificateSigner
  next: SigningRefused | SignerUnavailable | undefined
  asked = 0
  /** Runs before the answer is given. */
  meanwhile: () => Promise<void> = async () => undefined

  async sign(
    request: Parameters<CertificateSigner['sign']>[0],
  ): Promise<SignedCertificate | SigningRefused | SignerUnavailable> {
    this.asked += 1
    const answer = this.next ?? (await this.inner.sign(request))
    await this.meanwhile()
    return answer
  }

  find(id: string) {
    return this.inner.find(id)
  }

  health() {
    return this.inner.health()
  }
}

/** As OpenSSL takes instants: YYYYMMDDHHMMSSZ. */
const stamp = (at: Date): string => `${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`

/** The product on a clock that stands still, with an authority of AUTH that it trusts, and somebody who makes certificates. */
export class CertificateHouse {
  readonly clock: FakeClock
  readonly openssl = new OpensslWorld()
  readonly signer = new TellingSigner()
  world!: TestHouse
  admin!: Caller
  northwind!: Caller
  root!: Certificate
  ca!: Certificate
  #made = 0

  constructor(at = new Date(Math.floor(Date.now() / 1_000) * 1_000)) {
    this.clock = new FakeClock(at)
  }

  /** With the settings of a Key Manager elsewhere that one is asked, else `signer`. */
  async open(fresh: FreshDatabase, environment: Record<string, string> = {}): Promise<this> {
    const elsewhere = 'KEYMANAGER_URL' in environment
    const signer = elsewhere ? {} : { signer: this.signer }
    this.world = await openHouse(fresh, { clock: this.clock, environment, ...signer })
    const { config, db, vault } = this.world.house
    if (!elsewhere) this.signer.inner = await createKeyManager(config, { db, clock: this.clock, vault })
    this.admin = await this.world.signIn('admin')
    this.northwind = await this.partnerPerson('northwind')
    this.root = this.make({ name: 'Spec-Root', from: this.day(-1_000), to: this.day(5_000) })
    this.ca = this.authority('Spec-CA', 'Spec-Root')
    await this.trust([this.root, this.ca])
    return this
  }

  /** Signs somebody in who has accepted the terms, as everybody must before an upload. */
  async partnerPerson(username: string): Promise<Caller> {
    const caller = await this.world.signIn(username)
    const { data } = await caller.ask('{ terms { version } }')
    const { version } = data['terms']! as { version: string }
    await caller.ask('mutation ($version: String!) { acceptTerms(version: $version) { __typename } }', { version })
    return caller
  }

  async close(): Promise<void> {
    await this.world?.close()
    this.openssl.remove()
  }

  /** The instant so many days from now by business time, as OpenSSL takes it. */
  day(offset: number): string {
    return stamp(new Date(this.clock.businessNow().getTime() + offset * DAY))
  }

  make(recipe: Recipe): Certificate {
    return this.openssl.make({ from: this.day(-10), to: this.day(1_000), ...recipe })
  }

  authority(name: string, issuer: string, recipe: Partial<Recipe> = {}): Certificate {
    return this.make({
      name,
      issuer,
      subject: `/C=VD/O=Spec Authority/CN=${name}`,
      from: this.day(-900),
      to: this.day(4_000),
      extensions: [
        'basicConstraints=critical,CA:TRUE',
        'keyUsage=critical,keyCertSign,cRLSign',
        'subjectKeyIdentifier=hash',
        'authorityKeyIdentifier=keyid',
      ],
      ...recipe,
    })
  }

  /** A certificate that Northwind may upload, unless the recipe says otherwise. */
  leaf(recipe: Partial<Recipe> = {}): Certificate {
    const name = `leaf-${++this.#made}`
    return this.make({ name, issuer: 'Spec-CA', subject: `/C=VD/O=Northwind Identity Ltd/CN=${name}`, ...recipe })
  }

  async trust(certificates: readonly Certificate[], domain = 'AUTH'): Promise<void> {
    const files = [fileOf(certificates.map(({ pem }) => pem).join(''))]
    const { data } = await this.admin.ask(TRUST, { input: { domain, files } })
    const { result } = data['answer']! as { result: string }
    if (result !== 'ALL') throw new Error(`The trust store took ${result}.`)
  }

  async partnerId(code: string): Promise<string> {
    return (await this.world.house.db.em().findOneOrFail(PartnerEntity, { code }, { fields: ['id'] })).id
  }

  /** A partner as freshly registered: pending, with no certificate. */
  async pending(code: string): Promise<string> {
    const id = await this.partnerId(code)
    const em = this.world.house.db.em()
    await em.nativeUpdate(PartnerEntity, { id }, { status: 'PENDING', certificateId: null })
    await em.nativeDelete(PartnerCertificateEntity, { partnerId: id })
    return id
  }

  async ask(caller: Caller, query: string, input: object, headers?: Record<string, string>): Promise<Answer> {
    const { data, errors } = await caller.ask(query, { input }, headers)
    if (errors) throw new Error(JSON.stringify(errors))
    return data['answer']! as Answer
  }

  async upload(
    certificate: Certificate | string | Uint8Array,
    code = 'northwind',
    caller = this.northwind,
  ): Promise<Answer> {
    const content = typeof certificate === 'string' || certificate instanceof Uint8Array ? certificate : certificate.pem
    return this.ask(caller, UPLOAD, { partnerId: await this.partnerId(code), file: fileOf(content) })
  }

  async check(certificate: Certificate | string, code = 'northwind', caller = this.northwind): Promise<Answer> {
    const content = typeof certificate === 'string' ? certificate : certificate.pem
    return this.ask(caller, CHECK, { partnerId: await this.partnerId(code), file: fileOf(content) })
  }

  /** The rows of a partner's certificates, the oldest first. */
  rows(partnerId: string) {
    return this.world.house.db
      .em()
      .find(PartnerCertificateEntity, { partnerId }, { orderBy: { uploadedAt: 'asc', id: 'asc' } })
  }

  async partner(code: string) {
    return this.world.house.db.em().findOneOrFail(PartnerEntity, { code })
  }

  /** GET of a file with somebody's cookies. */
  async get(path: string, caller?: Caller) {
    const { port } = new URL(this.world.origin)
    return fetch(`http://127.0.0.1:${port}${path}`, {
      headers: caller ? { cookie: caller.browser.cookieHeader() } : {},
    })
  }
}
