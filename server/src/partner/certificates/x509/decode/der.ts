import type { Facts } from '../report.ts'

/** Raised inside the decoder only; `decodeCertificate`, `decodeCrl` and `decodeBundle` turn it into a `Fault`. */
export class DerFault extends Error {
  readonly rule: string
  readonly element: string
  readonly facts: Facts

  constructor(rule: string, element: string, facts: Facts = {}) {
    super(`${rule} at ${element}`)
    this.rule = rule
    this.element = element
    this.facts = facts
  }
}

/** One element. Positions are offsets into `bytes`; a constructed element has its members as `children`. */
export interface DerNode {
  tag: number
  bytes: Uint8Array
  start: number
  body: number
  end: number
  children: DerNode[] | undefined
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
} as const

/** No object identifier in use is longer; a longer one would only cost time to read. */
const longestOid = 64

/** Nothing in a certificate, CRL or PKCS#7 envelope is nested deeper than this. */
const maxNesting = 32

/**
 * Reads one DER value that fills `bytes` exactly (X.690 §8, §10, §11): definite and shortest lengths, no trailing
 * bytes, canonical booleans, integers, object identifiers, bit strings and sets. asn1js reads BER and forgives all
 * of these, which is why the engine does not read by it.
 * @throws DerFault naming the rule that was broken
 */
export function parseDer(bytes: Uint8Array, element: string): DerNode {
  const node = readNode(bytes, 0, bytes.length, element, 0)
  if (node.end !== bytes.length) throw new DerFault('der.trailing-bytes', element, { bytes: bytes.length - node.end })
  return node
}

function readNode(bytes: Uint8Array, start: number, limit: number, element: string, depth: number): DerNode {
  if (depth > maxNesting) throw new DerFault('der.nesting', element, { limit: maxNesting })
  if (start + 2 > limit) throw new DerFault('der.truncated', element)
  const tag = bytes[start]!
  // No structure of X.509 has tag numbers above 30.
  if ((tag & 0x1f) === 0x1f) throw new DerFault('der.tag', element, { tag })
  let body = start + 2
  let length = bytes[start + 1]!
  if (length === 0x80) throw new DerFault('der.indefinite-length', element)
  if (length > 0x80) {
    const size = length & 0x7f
    if (size > 4) throw new DerFault('der.length', element)
    if (body + size > limit) throw new DerFault('der.truncated', element)
    length = 0
    for (let i = 0; i < size; i++) length = length * 256 + bytes[body + i]!
    if (length < 0x80 || bytes[body] === 0) throw new DerFault('der.length', element)
    body += size
  }
  const end = body + length
  if (end > limit) throw new DerFault('der.truncated', element)
  const node: DerNode = { tag, bytes, start, body, end, children: undefined }
  if (tag & 0x20) {
    if ((tag & 0xc0) === 0 && tag !== tags.sequence && tag !== tags.set)
      throw new DerFault('der.form', element, { tag })
    const children: DerNode[] = []
    for (let at = body; at < end;) {
      const child = readNode(bytes, at, end, element, depth + 1)
      children.push(child)
      at = child.end
    }
    node.children = children
    if (tag === tags.set && children.length > 1) assertSorted(children, element)
  } else if ((tag & 0xc0) === 0) {
    assertPrimitive(node, element)
  }
  return node
}

function assertPrimitive(node: DerNode, element: string): void {
  const { tag, bytes, body, end } = node
  const length = end - body
  switch (tag) {
    case tags.boolean:
      if (length !== 1 || (bytes[body] !== 0 && bytes[body] !== 0xff)) throw new DerFault('der.boolean', element)
      return
    case tags.integer:
    case tags.enumerated:
      assertInteger(node, element)
      return
    case tags.bitString:
      assertBitString(node, element)
      return
    case tags.null:
      if (length !== 0) throw new DerFault('der.null', element)
      return
    case tags.oid:
      assertOid(node, element)
      return
    case 0x10:
    case 0x11:
      throw new DerFault('der.form', element, { tag })
  }
}

/** X.690 §8.3.2: at least one octet, and the first nine bits not all alike. Also used for implicitly tagged ones. */
export function assertInteger(node: DerNode, element: string): void {
  const { bytes, body, end } = node
  if (end === body) throw new DerFault('der.integer', element)
  if (end - body < 2) return
  const first = bytes[body]!
  const second = bytes[body + 1]!
  if ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)) throw new DerFault('der.integer', element)
}

/** X.690 §8.6, §11.2.1: 0 to 7 unused bits, all of them zero. */
export function assertBitString(node: DerNode, element: string): void {
  const { bytes, body, end } = node
  const unused = bytes[body] ?? 8
  if (end === body || unused > 7 || (unused > 0 && end - body < 2)) throw new DerFault('der.bit-string', element)
  if (unused > 0 && (bytes[end - 1]! & ((1 << unused) - 1)) !== 0) throw new DerFault('der.bit-string', element)
}

function assertOid(node: DerNode, element: string): void {
  const { bytes, body, end } = node
  if (end === body || end - body > longestOid || bytes[end - 1]! >= 0x80) throw new DerFault('der.oid', element)
  for (let i = body; i < end; i++) {
    if (bytes[i] === 0x80 && (i === body || bytes[i - 1]! < 0x80)) throw new DerFault('der.oid', element)
  }
}

/** X.690 §11.6: the members of a SET OF stand in ascending order of their encodings. */
function assertSorted(children: DerNode[], element: string): void {
  for (let i = 1; i < children.length; i++) {
    const a = encoded(children[i - 1]!)
    const b = encoded(children[i]!)
    if (Buffer.compare(a, b) > 0) throw new DerFault('der.set-order', element)
  }
}

/** The element's own bytes, header included. A view, not a copy. */
export function encoded(node: DerNode): Uint8Array {
  return node.bytes.subarray(node.start, node.end)
}

/** The element's content without its header. A view, not a copy. */
export function content(node: DerNode): Uint8Array {
  return node.bytes.subarray(node.body, node.end)
}

/** Members of a SEQUENCE or SET (or of an implicitly tagged one, when `tag` says so). */
export function members(node: DerNode | undefined, tag: number, element: string): DerNode[] {
  if (!node || node.tag !== tag || !node.children) throw new DerFault('der.structure', element)
  return node.children
}

/** Content of a primitive element that must have this tag. */
export function primitive(node: DerNode | undefined, tag: number, element: string): Uint8Array {
  if (!node || node.tag !== tag || node.children) throw new DerFault('der.structure', element)
  return content(node)
}

const oidTexts = new Map<string, string>()

/** Dotted text of an OBJECT IDENTIFIER. */
export function oid(node: DerNode | undefined, element: string): string {
  const bytes = primitive(node, tags.oid, element)
  const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const known = oidTexts.get(key)
  if (known) return known
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of bytes) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const first = arcs[0]!
  const top = first < 80n ? first / 40n : 2n
  const text = [top, first - top * 40n, ...arcs.slice(1)].join('.')
  // Bounded: the identifiers in use are few, and hostile input must not grow memory.
  if (oidTexts.size < 500) oidTexts.set(key, text)
  return text
}

/** A small non-negative INTEGER (also an implicitly tagged one); null when it is negative or above 2^31. */
export function smallInteger(node: DerNode, element: string): number | null {
  assertInteger(node, element)
  if (node.end - node.body > 4 || node.bytes[node.body]! >= 0x80) return null
  let value = 0
  for (let i = node.body; i < node.end; i++) value = value * 256 + node.bytes[i]!
  return value
}

/**
 * The bits of a named BIT STRING as numbers of the bits set. `bare` is the content, first octet included. No list of
 * X.509 has more than nine bits; what stands beyond 32 means nothing.
 */
export function namedBits(bare: Uint8Array): Set<number> {
  const bits = new Set<number>()
  for (let i = 0; i < Math.min((bare.length - 1) * 8, 32); i++) if (bare[1 + (i >> 3)]! & (0x80 >> (i & 7))) bits.add(i)
  return bits
}
