import {
  assertInteger,
  content,
  DerFault,
  members,
  namedBits,
  oid,
  parseDer,
  primitive,
  smallInteger,
  tags,
} from './der.ts'
import type { DerNode } from './der.ts'
import { distributionPoint } from './distribution-point.ts'
import type { DistributionPoint } from './distribution-point.ts'
import { generalName, generalNames, implicit, implicitPrimitive } from './general-name.ts'
import type { GeneralName } from './general-name.ts'

/** Object identifiers of the extensions the engine reads. */
export const extensionIds = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  subjectInfoAccess: '1.3.6.1.5.5.7.1.11',
} as const

export const keyUsageBits = {
  digitalSignature: 0,
  keyEncipherment: 2,
  keyAgreement: 4,
  keyCertSign: 5,
  crlSign: 6,
} as const

export interface RawExtension {
  id: string
  critical: boolean
  value: Uint8Array
}

export interface PolicyInformation {
  policy: string
  qualifiers: string[]
}

/** The extensions of a certificate, read. Absent ones are undefined. */
export interface Extensions {
  basicConstraints?: { ca: boolean; pathLength: number | null }
  keyUsage?: Set<number>
  extendedKeyUsage?: string[]
  subjectAltName?: GeneralName[]
  nameConstraints?: { permitted: GeneralName[]; excluded: GeneralName[] }
  certificatePolicies?: PolicyInformation[]
  policyMappings?: { issuer: string; subject: string }[]
  policyConstraints?: { requireExplicit: number | null; inhibitMapping: number | null }
  inhibitAnyPolicy?: number
  subjectKeyIdentifier?: string
  authorityKeyIdentifier?: { keyIdentifier?: string; issuer?: GeneralName[]; serialNumber?: string }
  crlDistributionPoints?: DistributionPoint[]
  freshestCrl?: boolean
  /** Addresses where the issuer's certificate can be had (AIA caIssuers). */
  issuerAddresses?: string[]
}

/**
 * Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension (RFC 5280 §4.1.2.9), unread.
 * @throws DerFault
 */
export function rawExtensions(node: DerNode, element: string): RawExtension[] {
  const list = members(node, tags.sequence, element).map(extension => {
    const [type, second, third, ...rest] = members(extension, tags.sequence, element)
    const hasFlag = second?.tag === tags.boolean
    const id = oid(type, element)
    if (rest.length > 0 || (third && !hasFlag)) throw new DerFault('der.structure', element)
    // DEFAULT FALSE is not written in DER (X.690 §11.5).
    if (hasFlag && content(second)[0] === 0) throw new DerFault('der.default-encoded', element)
    return { id, critical: hasFlag, value: primitive(hasFlag ? third : second, tags.octetString, element) }
  })
  if (list.length === 0) throw new DerFault('der.structure', element)
  return list
}

/** Reads one extension into `into`; extensions the engine does not know are left alone. @throws DerFault */
export function readExtension(extension: RawExtension, into: Extensions): void {
  const reader = readers[extension.id]
  if (reader) reader(extension.value, into)
}

type Reader = (value: Uint8Array, into: Extensions) => void

const readers: Record<string, Reader> = {
  [extensionIds.basicConstraints](value, into) {
    const [first, second, ...rest] = members(parseDer(value, 'basicConstraints'), tags.sequence, 'basicConstraints')
    const ca = first?.tag === tags.boolean
    if (ca && content(first)[0] === 0) throw new DerFault('der.default-encoded', 'basicConstraints')
    const length = ca ? second : first
    if (rest.length > 0 || (second && !ca)) throw new DerFault('der.structure', 'basicConstraints')
    let pathLength: number | null = null
    if (length) {
      primitive(length, tags.integer, 'basicConstraints')
      pathLength = smallInteger(length, 'basicConstraints')
      if (pathLength === null) throw new DerFault('der.structure', 'basicConstraints')
    }
    into.basicConstraints = { ca, pathLength }
  },
  [extensionIds.keyUsage](value, into) {
    into.keyUsage = namedBits(primitive(parseDer(value, 'keyUsage'), tags.bitString, 'keyUsage'))
  },
  [extensionIds.extendedKeyUsage](value, into) {
    into.extendedKeyUsage = filled(value, 'extKeyUsage').map(node => oid(node, 'extKeyUsage'))
  },
  [extensionIds.subjectAltName](value, into) {
    into.subjectAltName = generalNames(parseDer(value, 'subjectAltName'), tags.sequence, 'subjectAltName')
  },
  [extensionIds.nameConstraints](value, into) {
    const result = { permitted: [] as GeneralName[], excluded: [] as GeneralName[] }
    let last = -1
    for (const part of filled(value, 'nameConstraints')) {
      const number = part.tag - implicit(0)
      if ((number !== 0 && number !== 1) || number <= last || part.children!.length === 0)
        throw new DerFault('der.structure', 'nameConstraints')
      last = number
      for (const subtree of part.children!)
        (number === 0 ? result.permitted : result.excluded).push(subtreeBase(subtree))
    }
    into.nameConstraints = result
  },
  [extensionIds.certificatePolicies](value, into) {
    into.certificatePolicies = filled(value, 'certificatePolicies').map(node => {
      const [policy, qualifiers, ...rest] = members(node, tags.sequence, 'certificatePolicies')
      if (rest.length > 0) throw new DerFault('der.structure', 'certificatePolicies')
      const infos = qualifiers ? members(qualifiers, tags.sequence, 'certificatePolicies') : []
      return {
        policy: oid(policy, 'certificatePolicies'),
        qualifiers: infos.map(info =>
          oid(members(info, tags.sequence, 'certificatePolicies')[0], 'certificatePolicies'),
        ),
      }
    })
  },
  [extensionIds.policyMappings](value, into) {
    into.policyMappings = filled(value, 'policyMappings').map(node => {
      const [issuer, subject, ...rest] = members(node, tags.sequence, 'policyMappings')
      if (rest.length > 0) throw new DerFault('der.structure', 'policyMappings')
      return { issuer: oid(issuer, 'policyMappings'), subject: oid(subject, 'policyMappings') }
    })
  },
  [extensionIds.policyConstraints](value, into) {
    const found: (number | null)[] = [null, null]
    let last = -1
    for (const part of filled(value, 'policyConstraints')) {
      const number = part.tag - implicitPrimitive(0)
      if ((number !== 0 && number !== 1) || number <= last) throw new DerFault('der.structure', 'policyConstraints')
      last = number
      found[number] = skipCerts(part, 'policyConstraints')
    }
    into.policyConstraints = { requireExplicit: found[0]!, inhibitMapping: found[1]! }
  },
  [extensionIds.inhibitAnyPolicy](value, into) {
    const node = parseDer(value, 'inhibitAnyPolicy')
    primitive(node, tags.integer, 'inhibitAnyPolicy')
    into.inhibitAnyPolicy = skipCerts(node, 'inhibitAnyPolicy')
  },
  [extensionIds.subjectKeyIdentifier](value, into) {
    const id = primitive(parseDer(value, 'subjectKeyIdentifier'), tags.octetString, 'subjectKeyIdentifier')
    into.subjectKeyIdentifier = Buffer.from(id).toString('hex')
  },
  [extensionIds.authorityKeyIdentifier](value, into) {
    into.authorityKeyIdentifier = authorityKeyIdentifier(value)
  },
  [extensionIds.crlDistributionPoints](value, into) {
    into.crlDistributionPoints = filled(value, 'cRLDistributionPoints').map(distributionPoint)
  },
  [extensionIds.freshestCrl](value, into) {
    filled(value, 'freshestCRL').map(distributionPoint)
    into.freshestCrl = true
  },
  [extensionIds.authorityInfoAccess](value, into) {
    into.issuerAddresses = accessDescriptions(value, 'authorityInfoAccess')
      .filter(([method, where]) => method === '1.3.6.1.5.5.7.48.2' && where.kind === 'uri')
      .map(([, where]) => (where as { value: string }).value)
  },
  [extensionIds.subjectInfoAccess](value) {
    accessDescriptions(value, 'subjectInfoAccess')
  },
}

/** AuthorityKeyIdentifier of §4.2.1.1; certificates and CRLs carry the same. */
export function authorityKeyIdentifier(value: Uint8Array): NonNullable<Extensions['authorityKeyIdentifier']> {
  const element = 'authorityKeyIdentifier'
  const result: NonNullable<Extensions['authorityKeyIdentifier']> = {}
  let last = -1
  for (const part of members(parseDer(value, element), tags.sequence, element)) {
    const number = part.tag & 0x1f
    if (number <= last) throw new DerFault('der.structure', element)
    last = number
    if (part.tag === implicitPrimitive(0)) result.keyIdentifier = Buffer.from(content(part)).toString('hex')
    else if (part.tag === implicit(1)) result.issuer = generalNames(part, implicit(1), element)
    else if (part.tag === implicitPrimitive(2)) {
      assertInteger(part, element)
      result.serialNumber = Buffer.from(content(part)).toString('hex')
    } else throw new DerFault('der.structure', element)
  }
  // "authorityCertIssuer and authorityCertSerialNumber MUST both be present or both be absent" (appendix A.2).
  if ((result.issuer === undefined) !== (result.serialNumber === undefined))
    throw new DerFault('der.structure', element)
  return result
}

/** GeneralSubtree of §4.2.1.10: minimum is 0 (so, in DER, absent) and maximum absent. */
function subtreeBase(node: DerNode): GeneralName {
  const [base, ...rest] = members(node, tags.sequence, 'nameConstraints')
  if (!base || rest.length > 0) throw new DerFault('der.structure', 'nameConstraints')
  return generalName(base, 'nameConstraints')
}

function accessDescriptions(value: Uint8Array, element: string): [string, GeneralName][] {
  return filled(value, element).map(node => {
    const [method, where, ...rest] = members(node, tags.sequence, element)
    if (!where || rest.length > 0) throw new DerFault('der.structure', element)
    return [oid(method, element), generalName(where, element)]
  })
}

/** SkipCerts ::= INTEGER (0..MAX); anything large means the same as "never". */
function skipCerts(node: DerNode, element: string): number {
  assertInteger(node, element)
  if (node.bytes[node.body]! >= 0x80) throw new DerFault('der.structure', element)
  return smallInteger(node, element) ?? 0x7fffffff
}

/** SEQUENCE SIZE (1..MAX) OF. */
function filled(value: Uint8Array, element: string): DerNode[] {
  const list = members(parseDer(value, element), tags.sequence, element)
  if (list.length === 0) throw new DerFault('der.structure', element)
  return list
}
