import { content, DerFault, encoded, members, oid, tags } from './der.ts'
import type { DerNode } from './der.ts'

export interface AlgorithmIdentifier {
  oid: string
  /** The parameters' own DER; undefined when there are none. */
  parameters: DerNode | undefined
  der: Uint8Array
}

/** AlgorithmIdentifier of RFC 5280 §4.1.1.2. */
export function algorithmIdentifier(node: DerNode | undefined, element: string): AlgorithmIdentifier {
  const [type, parameters, ...rest] = members(node, tags.sequence, element)
  if (rest.length > 0) throw new DerFault('der.structure', element)
  return { oid: oid(type, element), parameters, der: encoded(node!) }
}

export type Hash = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'

/** How one signature is checked: which kind of key, which hash. `eddsa` has its hash built in. */
export interface SignatureScheme {
  name: string
  key: 'rsa' | 'rsa-pss' | 'ec' | 'dsa' | 'ed25519' | 'ed448'
  hash: Hash | null
  saltLength?: number
}

const schemes: Record<string, SignatureScheme> = {
  '1.2.840.113549.1.1.4': { name: 'md5WithRSAEncryption', key: 'rsa', hash: 'md5' },
  '1.2.840.113549.1.1.5': { name: 'sha1WithRSAEncryption', key: 'rsa', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { name: 'sha224WithRSAEncryption', key: 'rsa', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { name: 'sha256WithRSAEncryption', key: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { name: 'sha384WithRSAEncryption', key: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { name: 'sha512WithRSAEncryption', key: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.1': { name: 'ecdsa-with-SHA1', key: 'ec', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { name: 'ecdsa-with-SHA224', key: 'ec', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { name: 'ecdsa-with-SHA256', key: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { name: 'ecdsa-with-SHA384', key: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { name: 'ecdsa-with-SHA512', key: 'ec', hash: 'sha512' },
  '1.2.840.10040.4.3': { name: 'dsa-with-sha1', key: 'dsa', hash: 'sha1' },
  '2.16.840.1.101.3.4.3.1': { name: 'dsa-with-sha224', key: 'dsa', hash: 'sha224' },
  '2.16.840.1.101.3.4.3.2': { name: 'dsa-with-sha256', key: 'dsa', hash: 'sha256' },
  '1.3.101.112': { name: 'Ed25519', key: 'ed25519', hash: null },
  '1.3.101.113': { name: 'Ed448', key: 'ed448', hash: null },
}

const rsaPss = '1.2.840.113549.1.1.10'
const mgf1 = '1.2.840.113549.1.1.8'

const hashes: Record<string, Hash> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/**
 * The scheme an AlgorithmIdentifier names; undefined when the engine does not know it.
 * @throws DerFault when the parameters are not those the algorithm demands: NULL for RSA (RFC 4055 §5; absent is
 * tolerated, as RFC 4055 §2.1 asks), none for ECDSA, DSA and EdDSA (RFC 5758 §3, RFC 8410 §3).
 */
export function signatureScheme(algorithm: AlgorithmIdentifier, element: string): SignatureScheme | undefined {
  if (algorithm.oid === rsaPss) return pssScheme(algorithm, element)
  const scheme = schemes[algorithm.oid]
  if (!scheme) return undefined
  const { parameters } = algorithm
  const wellFormed = scheme.key === 'rsa' ? !parameters || parameters.tag === tags.null : !parameters
  if (!wellFormed) throw new DerFault('signature.parameters', element, { algorithm: scheme.name })
  return scheme
}

/** RSASSA-PSS-params of RFC 4055 §3.1; mask generation must be MGF1 with the same hash (RFC 8017 §8.1 in practice). */
function pssScheme(algorithm: AlgorithmIdentifier, element: string): SignatureScheme {
  const fault = () => new DerFault('signature.parameters', element, { algorithm: 'rsassaPss' })
  let hash: Hash = 'sha1'
  let maskHash: Hash = 'sha1'
  let saltLength = 20
  for (const part of members(algorithm.parameters, tags.sequence, element)) {
    const inner = part.children?.length === 1 ? part.children[0] : undefined
    if (!inner) throw fault()
    if (part.tag === 0xa0) hash = hashOf(inner, element)
    else if (part.tag === 0xa1) {
      const mask = algorithmIdentifier(inner, element)
      if (mask.oid !== mgf1) throw fault()
      maskHash = hashOf(mask.parameters, element)
    } else if (part.tag === 0xa2 && inner.tag === tags.integer) {
      const bytes = content(inner)
      if (bytes.length !== 1 || bytes[0]! > 64) throw fault()
      saltLength = bytes[0]!
    } else if (part.tag === 0xa3) {
      // trailerField: DEFAULT 1 is not written, and there is no other.
      throw fault()
    } else throw fault()
  }
  if (hash !== maskHash) throw fault()
  return { name: `rsassaPss-${hash}`, key: 'rsa-pss', hash, saltLength }
}

function hashOf(node: DerNode | undefined, element: string): Hash {
  const hash = hashes[algorithmIdentifier(node, element).oid]
  if (!hash) throw new DerFault('signature.parameters', element, { algorithm: 'rsassaPss' })
  return hash
}
