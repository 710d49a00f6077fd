import { createHash } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Facts, Fault } from '../report.ts'
import { algorithmIdentifier, signatureScheme } from './algorithm.ts'
import type { AlgorithmIdentifier, SignatureScheme } from './algorithm.ts'
import { content, DerFault, encoded, members, parseDer, primitive, tags } from './der.ts'
import type { DerNode } from './der.ts'
import { rawExtensions, readExtension } from './extension.ts'
import type { Extensions, RawExtension } from './extension.ts'
import { signatureBits, subjectPublicKey } from './key.ts'
import type { SubjectPublicKey } from './key.ts'
import { distinguishedName, firstAttribute } from './name.ts'
import type { DistinguishedName } from './name.ts'
import { pem } from './pem.ts'
import { time } from './time.ts'

/** What of a certificate is well-formed DER but breaks a rule of its own; `validate` refuses by it. */
export interface Flaw {
  rule: string
  facts: Facts
}

/**
 * A certificate, read. Immutable; what costs something (thumbprints, key object) is made on first use and kept.
 */
export class Certificate {
  readonly der: Uint8Array
  readonly tbs: Uint8Array
  readonly version: number
  readonly serialNumber: string
  readonly subject: DistinguishedName
  readonly issuer: DistinguishedName
  readonly notBefore: Date
  readonly notAfter: Date
  readonly key: SubjectPublicKey
  readonly signature: Uint8Array
  readonly signatureAlgorithmId: AlgorithmIdentifier
  /** Undefined for an algorithm the engine does not know. */
  readonly signatureScheme: SignatureScheme | undefined
  readonly rawExtensions: RawExtension[]
  readonly extensions: Extensions
  readonly flaws: Flaw[]
  readonly #kept: { sha1?: string; sha256?: string; pem?: string } = {}

  constructor(parts: CertificateParts) {
    this.der = parts.der
    this.tbs = parts.tbs
    this.version = parts.version
    this.serialNumber = parts.serialNumber
    this.subject = parts.subject
    this.issuer = parts.issuer
    this.notBefore = parts.notBefore
    this.notAfter = parts.notAfter
    this.key = parts.key
    this.signature = parts.signature
    this.signatureAlgorithmId = parts.signatureAlgorithmId
    this.signatureScheme = parts.signatureScheme
    this.rawExtensions = parts.rawExtensions
    this.extensions = parts.extensions
    this.flaws = parts.flaws
  }

  get pem(): string {
    return (this.#kept.pem ??= pem('CERTIFICATE', this.der))
  }

  /** Upper-case hexadecimal, without colons. */
  get thumbprintSha1(): string {
    return (this.#kept.sha1 ??= createHash('sha1').update(this.der).digest('hex').toUpperCase())
  }

  get thumbprintSha256(): string {
    return (this.#kept.sha256 ??= createHash('sha256').update(this.der).digest('hex').toUpperCase())
  }

  get keyDescription(): string {
    return this.key.description
  }

  get signatureAlgorithm(): string {
    return this.signatureScheme?.name ?? this.signatureAlgorithmId.oid
  }

  get publicKey(): KeyObject | undefined {
    return this.key.object
  }

  get commonName(): string | undefined {
    return firstAttribute(this.subject, '2.5.4.3')
  }

  /** The first O of the subject (R-CRT-09). */
  get organisation(): string | undefined {
    return firstAttribute(this.subject, '2.5.4.10')
  }

  /** Common name, else organisation, else the whole name, else the serial number. */
  get displayName(): string {
    return nameForPeople(this.subject) || `#${this.serialNumber}`
  }

  /** The extension is there but could not be read: said already, so what would follow from it is not said again. */
  hasUnread(extension: string): boolean {
    return this.flaws.some(flaw => flaw.facts.extension === extension)
  }

  /** Subject and issuer are the same name (RFC 5280 §3.2); says nothing about the signature. */
  get isSelfIssued(): boolean {
    return this.subject.key === this.issuer.key
  }
}

type CertificateParts = Pick<
  Certificate,
  | 'der'
  | 'tbs'
  | 'version'
  | 'serialNumber'
  | 'subject'
  | 'issuer'
  | 'notBefore'
  | 'notAfter'
  | 'key'
  | 'signature'
  | 'signatureAlgorithmId'
  | 'signatureScheme'
  | 'rawExtensions'
  | 'extensions'
  | 'flaws'
>

/** Common name, else organisation, else the whole name as RFC 4514 writes it. */
export function nameForPeople(name: DistinguishedName): string {
  return firstAttribute(name, '2.5.4.3') ?? firstAttribute(name, '2.5.4.10') ?? name.text
}

/**
 * Reads one DER certificate (RFC 5280 §4.1). Never throws: bytes that are no certificate give a `Fault`; a readable
 * certificate that breaks a rule of its own (serial number, duplicate extension …) comes back with `flaws`.
 */
export function decodeCertificate(der: Uint8Array, position: number | null = null): Certificate | Fault {
  try {
    return read(der)
  } catch (error) {
    if (error instanceof DerFault)
      return { rule: error.rule, element: error.element, certificate: position, facts: error.facts }
    throw error
  }
}

export function isFault(value: object): value is Fault {
  return 'rule' in value && 'element' in value
}

function read(der: Uint8Array): Certificate {
  const [tbsNode, outer, signatureNode, ...rest] = members(parseDer(der, 'certificate'), tags.sequence, 'certificate')
  const fields = members(tbsNode, tags.sequence, 'tbsCertificate')
  if (rest.length > 0) throw new DerFault('der.structure', 'certificate')
  const flaws: Flaw[] = []
  let at = 0
  const version = fields[0]?.tag === 0xa0 ? readVersion(fields[at++]!) : 1
  const serial = primitive(fields[at++], tags.integer, 'serialNumber')
  const inner = algorithmIdentifier(fields[at++], 'tbsCertificate.signature')
  const issuer = distinguishedName(fields[at++], 'issuer')
  const [notBefore, notAfter, ...more] = members(fields[at++], tags.sequence, 'validity')
  const subject = distinguishedName(fields[at++], 'subject')
  const key = subjectPublicKey(fields[at++], 'subjectPublicKeyInfo')
  let uniqueIds = false
  for (const tag of [0x81, 0x82]) {
    if (fields[at]?.tag === tag) {
      uniqueIds = true
      at++
    }
  }
  const extensionsNode = fields[at]?.tag === 0xa3 ? fields[at++] : undefined
  if (at !== fields.length || more.length > 0 || (extensionsNode && extensionsNode.children!.length !== 1))
    throw new DerFault('der.structure', 'tbsCertificate')
  const raw = extensionsNode ? rawExtensions(extensionsNode.children![0]!, 'extensions') : []
  const signatureAlgorithmId = algorithmIdentifier(outer, 'signatureAlgorithm')

  // §4.1.2.1: extensions need v3, unique identifiers at least v2.
  if ((raw.length > 0 && version !== 3) || (uniqueIds && version === 1))
    flaws.push({ rule: 'version.mismatch', facts: { version } })
  // §4.1.2.2: positive, at most 20 octets.
  if (serial.length > 20) flaws.push({ rule: 'serial.too-long', facts: { octets: serial.length, limit: 20 } })
  else if (serial[0]! >= 0x80) flaws.push({ rule: 'serial.negative', facts: {} })
  else if (serial.length === 1 && serial[0] === 0) flaws.push({ rule: 'serial.zero', facts: {} })
  // §4.1.1.2: the same identifier inside and outside of what is signed.
  if (Buffer.compare(signatureAlgorithmId.der, inner.der) !== 0)
    flaws.push({ rule: 'signature.algorithm-mismatch', facts: { inner: inner.oid, outer: signatureAlgorithmId.oid } })

  const scheme = noting(flaws, () => signatureScheme(signatureAlgorithmId, 'signatureAlgorithm'))
  const begins = time(notBefore, 'validity.notBefore')
  const ends = time(notAfter, 'validity.notAfter')
  return new Certificate({
    der,
    tbs: encoded(tbsNode!),
    version,
    serialNumber: Buffer.from(serial).toString('hex').toUpperCase(),
    subject,
    issuer,
    notBefore: begins,
    notAfter: ends,
    key,
    signature: signatureBits(signatureNode, 'signatureValue'),
    signatureAlgorithmId,
    signatureScheme: scheme,
    rawExtensions: raw,
    extensions: readAll(raw, flaws),
    flaws,
  })
}

function readVersion(node: DerNode): number {
  const value = primitive(node.children![0], tags.integer, 'version')
  if (node.children!.length !== 1 || value.length !== 1 || value[0]! > 2) throw new DerFault('der.structure', 'version')
  if (value[0] === 0) throw new DerFault('der.default-encoded', 'version')
  return content(node.children![0]!)[0]! + 1
}

function readAll(raw: RawExtension[], flaws: Flaw[]): Extensions {
  const extensions: Extensions = {}
  const seen = new Set<string>()
  for (const extension of raw) {
    // §4.2: "A certificate MUST NOT include more than one instance of a particular extension."
    if (seen.has(extension.id)) flaws.push({ rule: 'extensions.duplicate', facts: { extension: extension.id } })
    else noting(flaws, () => readExtension(extension, extensions), extension.id)
    seen.add(extension.id)
  }
  return extensions
}

/** Runs a reader; what it finds wrong becomes a flaw of the certificate instead of making it unreadable. */
function noting<T>(flaws: Flaw[], reader: () => T, extension?: string): T | undefined {
  try {
    return reader()
  } catch (error) {
    if (!(error instanceof DerFault)) throw error
    const rule = extension === undefined ? error.rule : 'extensions.malformed'
    flaws.push({
      rule,
      facts: {
        ...error.facts,
        element: error.element,
        ...(extension === undefined ? {} : { extension, cause: error.rule }),
      },
    })
    return undefined
  }
}
