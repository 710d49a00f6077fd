import { createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { algorithmIdentifier } from './algorithm.ts'
import { DerFault, encoded, members, oid, parseDer, primitive, tags } from './der.ts'
import type { DerNode } from './der.ts'

export type KeyKind = 'rsa' | 'rsa-pss' | 'ec' | 'dsa' | 'ed25519' | 'ed448' | 'other'

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), read as far as rules ask. */
export interface SubjectPublicKey {
  kind: KeyKind
  der: Uint8Array
  /** For people: `RSA 2048`, `EC P-256`, `Ed25519`. */
  description: string
  /** Bits of the RSA modulus, the DSA prime or the curve; 0 where unknown. */
  bits: number
  /** `P-256`, `P-384`, `P-521`; another curve's object identifier; undefined for other kinds. */
  curve?: string
  /** RSA public exponent when it fits 2^53, else Infinity. */
  exponent?: number
  /** The key for `node:crypto`; undefined when OpenSSL cannot read it. Made on first use. */
  readonly object: KeyObject | undefined
}

const curves: Record<string, { name: string; bits: number }> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bits: 256 },
  '1.3.132.0.34': { name: 'P-384', bits: 384 },
  '1.3.132.0.35': { name: 'P-521', bits: 521 },
  '1.2.840.10045.3.1.1': { name: 'P-192', bits: 192 },
  '1.3.132.0.33': { name: 'P-224', bits: 224 },
  '1.3.132.0.10': { name: 'secp256k1', bits: 256 },
}

/** @throws DerFault; `key.explicit-curve` for curve parameters spelled out, which RFC 5480 §2.1.1 forbids */
export function subjectPublicKey(node: DerNode | undefined, element: string): SubjectPublicKey {
  const [algorithmNode, bits, ...rest] = members(node, tags.sequence, element)
  const algorithm = algorithmIdentifier(algorithmNode, element)
  const bare = primitive(bits, tags.bitString, element)
  if (rest.length > 0 || bare[0] !== 0) throw new DerFault('der.structure', element)
  return withObject(encoded(node!), describe(algorithm.oid, algorithm.parameters, bare.subarray(1), element))
}

type Described = Omit<SubjectPublicKey, 'der' | 'object'>

function describe(algorithm: string, parameters: DerNode | undefined, key: Uint8Array, element: string): Described {
  switch (algorithm) {
    case '1.2.840.113549.1.1.1':
      if (parameters?.tag !== tags.null) throw new DerFault('der.structure', element)
      return rsa(key, 'rsa', element)
    case '1.2.840.113549.1.1.10':
      return rsa(key, 'rsa-pss', element)
    case '1.2.840.10045.2.1': {
      if (parameters?.tag !== tags.oid) throw new DerFault('key.explicit-curve', element)
      const id = oid(parameters, element)
      const curve = curves[id]
      return { kind: 'ec', description: `EC ${curve?.name ?? id}`, bits: curve?.bits ?? 0, curve: curve?.name ?? id }
    }
    case '1.2.840.10040.4.1': {
      // Parameters may be inherited from the issuer (RFC 3279 §2.3.2).
      const prime = parameters?.tag === tags.sequence ? parameters.children![0] : undefined
      const size = prime ? integerBits(primitive(prime, tags.integer, element)) : 0
      return { kind: 'dsa', description: size ? `DSA ${size}` : 'DSA', bits: size }
    }
    case '1.3.101.112':
    case '1.3.101.113': {
      const name = algorithm === '1.3.101.112' ? 'Ed25519' : 'Ed448'
      const size = name === 'Ed25519' ? 32 : 57
      if (parameters || key.length !== size) throw new DerFault('der.structure', element)
      return { kind: name === 'Ed25519' ? 'ed25519' : 'ed448', description: name, bits: size * 8 }
    }
    default:
      return { kind: 'other', description: algorithm, bits: 0 }
  }
}

function rsa(key: Uint8Array, kind: 'rsa' | 'rsa-pss', element: string): Described {
  const [modulus, exponent, ...rest] = members(parseDer(key, element), tags.sequence, element)
  const n = primitive(modulus, tags.integer, element)
  const e = primitive(exponent, tags.integer, element)
  if (rest.length > 0 || n[0]! >= 0x80 || e[0]! >= 0x80) throw new DerFault('der.structure', element)
  const bits = integerBits(n)
  const small = e.length <= 6 ? e.reduce((sum, byte) => sum * 256 + byte, 0) : Infinity
  return { kind, description: `${kind === 'rsa' ? 'RSA' : 'RSA-PSS'} ${bits}`, bits, exponent: small }
}

function integerBits(bytes: Uint8Array): number {
  const from = bytes[0] === 0 ? 1 : 0
  const first = bytes[from]
  return first === undefined ? 0 : (bytes.length - from) * 8 - (Math.clz32(first) - 24)
}

/** DSA parameters the certificate leaves out are taken from its issuer's key (RFC 5280 §6.1.4 (e)). */
export function inheritParameters(key: SubjectPublicKey, issuer: SubjectPublicKey): SubjectPublicKey {
  if (key.kind !== 'dsa' || key.bits !== 0 || issuer.kind !== 'dsa' || issuer.bits === 0) return key
  const [, bits] = members(parseDer(key.der, 'subjectPublicKeyInfo'), tags.sequence, 'subjectPublicKeyInfo')
  const [algorithm] = members(parseDer(issuer.der, 'subjectPublicKeyInfo'), tags.sequence, 'subjectPublicKeyInfo')
  const der = sequence(encoded(algorithm!), encoded(bits!))
  return withObject(der, { kind: 'dsa', description: issuer.description, bits: issuer.bits })
}

function withObject(der: Uint8Array, described: Described): SubjectPublicKey {
  let object: KeyObject | null | undefined
  return {
    ...described,
    der,
    get object() {
      if (object === undefined) {
        try {
          object = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
        } catch {
          object = null
        }
      }
      return object ?? undefined
    },
  }
}

/** A SEQUENCE of encoded parts. */
function sequence(...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const header =
    length < 0x80 ? [0x30, length] : length < 0x100 ? [0x30, 0x81, length] : [0x30, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(header), ...parts])
}

/** A signature's octets; none when the BIT STRING holds no whole octets, which no key can have made. */
export function signatureBits(node: DerNode | undefined, element: string): Uint8Array {
  const bare = primitive(node, tags.bitString, element)
  return bare.subarray(bare[0] === 0 ? 1 : bare.length)
}
