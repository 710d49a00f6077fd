import type { Fault } from '../report.ts'
import { algorithmIdentifier, signatureScheme } from './algorithm.ts'
import type { AlgorithmIdentifier, SignatureScheme } from './algorithm.ts'
import {
  assertBitString,
  content,
  DerFault,
  encoded,
  members,
  namedBits,
  parseDer,
  primitive,
  smallInteger,
  tags,
} from './der.ts'
import type { DerNode } from './der.ts'
import { distributionPointName } from './distribution-point.ts'
import type { DistributionPoint } from './distribution-point.ts'
import { authorityKeyIdentifier, extensionIds, rawExtensions } from './extension.ts'
import type { RawExtension } from './extension.ts'
import { implicit } from './general-name.ts'
import { signatureBits } from './key.ts'
import { distinguishedName } from './name.ts'
import type { DistinguishedName } from './name.ts'
import { pemBlocks } from './pem.ts'
import { time } from './time.ts'

/** IssuingDistributionPoint of RFC 5280 §5.2.5: what a CRL covers. */
export interface CrlScope extends Pick<DistributionPoint, 'fullName' | 'relativeName'> {
  onlyUser: boolean
  onlyCa: boolean
  onlyAttribute: boolean
  indirect: boolean
  reasons?: Set<number>
}

export interface RevokedEntry {
  at: Date
  /** CRLReason of §5.3.1; 0 (unspecified) when not said. */
  reason: number
}

/** A certificate revocation list of RFC 5280 §5, read. */
export interface Crl {
  der: Uint8Array
  tbs: Uint8Array
  issuer: DistinguishedName
  thisUpdate: Date
  nextUpdate: Date | undefined
  /** By serial number, upper-case hexadecimal. */
  revoked: Map<string, RevokedEntry>
  authorityKeyIdentifier?: string
  scope?: CrlScope
  /** A delta CRL (§5.2.4): only what changed since a base. */
  isDelta: boolean
  hasNumber: boolean
  /** Something the engine may not ignore: the rule broken, and the element. The CRL then proves nothing. */
  unusable?: { rule: string; element: string }
  signature: Uint8Array
  signatureAlgorithmId: AlgorithmIdentifier
  signatureScheme: SignatureScheme | undefined
}

/** CRLs are larger than certificates; this many bytes are read at most. */
export const crlLimit = 4 * 1024 * 1024

/** Reads one or more CRLs, PEM or DER. Never throws. */
export function decodeCrls(bytes: Uint8Array): { crls: Crl[]; faults: Fault[] } {
  const crls: Crl[] = []
  const faults: Fault[] = []
  const problem = (rule: string, facts: Fault['facts'] = {}): number =>
    faults.push({ rule, element: 'crl', certificate: null, facts })
  if (bytes.length > crlLimit) problem('crl.too-large', { limit: crlLimit })
  else if (bytes[0] === 0x30 && bytes[1]! >= 0x80) {
    const crl = decodeCrl(bytes)
    if ('rule' in crl) faults.push(crl)
    else crls.push(crl)
  } else {
    const blocks = pemBlocks(Buffer.from(bytes).toString('latin1')).filter(block => block.label === 'X509 CRL')
    if (blocks.length === 0) problem('crl.none')
    for (const { der } of blocks) {
      const crl = der ? decodeCrl(der) : undefined
      if (!crl) problem('pem.broken')
      else if ('rule' in crl) faults.push(crl)
      else crls.push(crl)
    }
  }
  return { crls, faults }
}

/** Reads one DER CRL. Never throws. */
export function decodeCrl(der: Uint8Array): Crl | Fault {
  try {
    return read(new Uint8Array(der))
  } catch (error) {
    if (error instanceof DerFault)
      return { rule: error.rule, element: `crl.${error.element}`, certificate: null, facts: error.facts }
    throw error
  }
}

function read(der: Uint8Array): Crl {
  const [tbsNode, outer, signatureNode, ...rest] = members(parseDer(der, 'crl'), tags.sequence, 'crl')
  const fields = members(tbsNode, tags.sequence, 'tbsCertList')
  if (rest.length > 0) throw new DerFault('der.structure', 'crl')
  let at = 0
  const version2 = fields[0]?.tag === tags.integer
  if (version2 && smallInteger(fields[at++]!, 'version') !== 1) throw new DerFault('der.structure', 'version')
  const inner = algorithmIdentifier(fields[at++], 'signature')
  const issuer = distinguishedName(fields[at++], 'issuer')
  const thisUpdate = time(fields[at++], 'thisUpdate')
  const nextUpdate =
    fields[at]?.tag === tags.utcTime || fields[at]?.tag === tags.generalizedTime
      ? time(fields[at++], 'nextUpdate')
      : undefined
  const entries = fields[at]?.tag === tags.sequence ? fields[at++]!.children! : []
  const extensionsNode = fields[at]?.tag === 0xa0 ? fields[at++] : undefined
  if (at !== fields.length || (extensionsNode && extensionsNode.children!.length !== 1))
    throw new DerFault('der.structure', 'tbsCertList')
  const signatureAlgorithmId = algorithmIdentifier(outer, 'signatureAlgorithm')
  const crl: Crl = {
    der,
    tbs: encoded(tbsNode!),
    issuer,
    thisUpdate,
    nextUpdate,
    revoked: new Map(),
    isDelta: false,
    hasNumber: false,
    signature: signatureBits(signatureNode, 'signatureValue'),
    signatureAlgorithmId,
    signatureScheme: signatureScheme(signatureAlgorithmId, 'signatureAlgorithm'),
  }
  if (Buffer.compare(inner.der, signatureAlgorithmId.der) !== 0)
    crl.unusable = { rule: 'signature.algorithm-mismatch', element: 'crl' }
  if (extensionsNode) readExtensions(crl, rawExtensions(extensionsNode.children![0]!, 'crlExtensions'))
  for (const entry of entries) readEntry(crl, entry)
  return crl
}

function readEntry(crl: Crl, entry: DerNode): void {
  const [serial, date, extensions, ...rest] = members(entry, tags.sequence, 'revokedCertificates')
  if (rest.length > 0) throw new DerFault('der.structure', 'revokedCertificates')
  let reason = 0
  for (const extension of extensions ? rawExtensions(extensions, 'crlEntryExtensions') : []) {
    if (extension.id === '2.5.29.21') {
      const node = parseDer(extension.value, 'reasonCode')
      if (node.tag !== tags.enumerated) throw new DerFault('der.structure', 'reasonCode')
      reason = smallInteger(node, 'reasonCode') ?? 0
    } else if (extension.critical) {
      // §5.3: an unknown critical entry extension forbids using the CRL; certificateIssuer belongs to indirect ones.
      crl.unusable ??= { rule: 'crl.critical-extension', element: extension.id }
    }
  }
  const key = Buffer.from(primitive(serial, tags.integer, 'userCertificate'))
    .toString('hex')
    .toUpperCase()
  crl.revoked.set(key, { at: time(date, 'revocationDate'), reason })
}

function readExtensions(crl: Crl, extensions: RawExtension[]): void {
  const seen = new Set<string>()
  for (const { id, critical, value } of extensions) {
    if (seen.has(id)) throw new DerFault('extensions.duplicate', 'crlExtensions', { extension: id })
    seen.add(id)
    if (id === extensionIds.authorityKeyIdentifier)
      crl.authorityKeyIdentifier = authorityKeyIdentifier(value).keyIdentifier
    else if (id === extensionIds.issuingDistributionPoint) crl.scope = readScope(value)
    else if (id === extensionIds.deltaCrlIndicator) crl.isDelta = true
    else if (id === extensionIds.crlNumber) {
      primitive(parseDer(value, 'cRLNumber'), tags.integer, 'cRLNumber')
      crl.hasNumber = true
      // §5.2.3: "CRL issuers … MUST mark this extension as non-critical".
      if (critical) crl.unusable ??= { rule: 'crl.critical-extension', element: id }
    } else if (critical) crl.unusable ??= { rule: 'crl.critical-extension', element: id }
  }
}

function readScope(value: Uint8Array): CrlScope {
  const element = 'issuingDistributionPoint'
  const scope: CrlScope = { onlyUser: false, onlyCa: false, onlyAttribute: false, indirect: false }
  let last = -1
  for (const part of members(parseDer(value, element), tags.sequence, element)) {
    const number = part.tag & 0x1f
    if (number <= last) throw new DerFault('der.structure', element)
    last = number
    if (part.tag === implicit(0)) Object.assign(scope, distributionPointName(part, element))
    else if (part.tag === 0x83) {
      assertBitString(part, element)
      scope.reasons = namedBits(content(part))
    } else {
      const flag = ({ 0x81: 'onlyUser', 0x82: 'onlyCa', 0x84: 'indirect', 0x85: 'onlyAttribute' } as const)[
        part.tag as 0x81
      ]
      if (!flag || content(part).length !== 1 || content(part)[0] !== 0xff) throw new DerFault('der.structure', element)
      scope[flag] = true
    }
  }
  return scope
}
