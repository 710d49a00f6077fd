import { content, DerFault, encoded, members, oid, tags } from './der.ts'
import type { DerNode } from './der.ts'

export interface NameAttribute {
  oid: string
  /** The text, or `#` and the hexadecimal DER where the value is no character string. */
  value: string
  /** What two attributes are compared by: type and prepared value. */
  key: string
}

/** A Name of RFC 5280 §4.1.2.4, in the order of the certificate (country first, as a rule). */
export interface DistinguishedName {
  der: Uint8Array
  rdns: NameAttribute[][]
  /** As RFC 4514 writes it: most specific first. */
  text: string
  /** One key per RDN, prepared after §7.1; two names are equal when these are. */
  keys: string[]
  key: string
}

export const attributeTypes: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/** @throws DerFault when it is no Name, or a string in it does not follow its own encoding */
export function distinguishedName(node: DerNode | undefined, element: string): DistinguishedName {
  const rdns = members(node, tags.sequence, element).map(rdn => relativeName(rdn, tags.set, element))
  return nameOf(encoded(node!), rdns)
}

/** A RelativeDistinguishedName; `tag` differs where it is tagged implicitly (distribution points). */
export function relativeName(node: DerNode, tag: number, element: string): NameAttribute[] {
  const attributes = members(node, tag, element).map(attribute => {
    const [type, value, ...rest] = members(attribute, tags.sequence, element)
    if (!value || rest.length > 0) throw new DerFault('der.structure', element)
    const typeId = oid(type, element)
    const text = characterString(value, element)
    const shown = text ?? `#${Buffer.from(encoded(value)).toString('hex')}`
    return { oid: typeId, value: shown, key: `${typeId}=${text === undefined ? shown : prepare(text)}` }
  })
  if (attributes.length === 0) throw new DerFault('der.structure', element)
  return attributes
}

/** A name made of parts, for `nameRelativeToCRLIssuer`. */
export function nameOf(der: Uint8Array, rdns: NameAttribute[][]): DistinguishedName {
  const keys = rdns.map(rdn =>
    rdn.length === 1
      ? rdn[0]!.key
      : rdn
          .map(a => a.key)
          .toSorted()
          .join('\u0001'),
  )
  let text: string | undefined
  return {
    der,
    rdns,
    keys,
    key: keys.join('\u0000'),
    get text() {
      return (text ??= rdns
        .toReversed()
        .map(rdn => rdn.map(a => `${attributeTypes[a.oid] ?? a.oid}=${escape(a.value)}`).join('+'))
        .join(','))
    },
  }
}

/** The first value of this attribute type, e.g. `2.5.4.10` for O. */
export function firstAttribute(name: DistinguishedName, type: string): string | undefined {
  for (const rdn of name.rdns) for (const attribute of rdn) if (attribute.oid === type) return attribute.value
  return undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of any DirectoryString, IA5String or the like; undefined for other types. */
function characterString(node: DerNode, element: string): string | undefined {
  const bytes = content(node)
  switch (node.tag) {
    case tags.utf8String:
      try {
        return utf8.decode(bytes)
      } catch {
        throw new DerFault('name.encoding', element)
      }
    case tags.printableString:
    case tags.ia5String:
    case tags.numericString:
    case tags.visibleString: {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
      if (notAscii.test(text)) throw new DerFault('name.encoding', element)
      return text
    }
    case tags.teletexString:
      return Buffer.from(bytes).toString('latin1')
    case tags.bmpString: {
      if (bytes.length % 2 !== 0) throw new DerFault('name.encoding', element)
      const text = Buffer.from(bytes).swap16().toString('utf16le')
      if (!text.isWellFormed()) throw new DerFault('name.encoding', element)
      return text
    }
    case tags.universalString: {
      if (bytes.length % 4 !== 0) throw new DerFault('name.encoding', element)
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const points = Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(i * 4))
      if (points.some(p => p > 0x10ffff || (p >= 0xd800 && p <= 0xdfff))) throw new DerFault('name.encoding', element)
      return String.fromCodePoint(...points)
    }
    default:
      return undefined
  }
}

// oxlint-disable-next-line no-control-regex -- the control characters are the point
const notAscii = /[^\x00-\x7f]/
const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/

/**
 * RFC 5280 §7.1 by way of RFC 4518: compatibility composition, case folded, outer spaces dropped, inner ones
 * collapsed. `toLowerCase` after `toUpperCase` folds what a single step leaves apart (ß, final sigma).
 */
function prepare(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  return text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim().replace(/\s+/gu, ' ')
}

function escape(value: string): string {
  return (
    value
      .replace(/[\\,+"<>;=]/g, '\\$&')
      .replace(/^[ #]/, '\\$&')
      .replace(/ $/, '\\ ')
      // oxlint-disable-next-line no-control-regex -- a control character in a name is shown, not obeyed
      .replace(/[\x00-\x1f\x7f]/g, c => `\\${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
  )
}
