import { content, DerFault, encoded, members, oid, tags } from './der.ts'
import type { DerNode } from './der.ts'
import { distinguishedName } from './name.ts'
import type { DistinguishedName } from './name.ts'

/** A GeneralName of RFC 5280 §4.2.1.6. */
export type GeneralName =
  | { kind: 'email' | 'dns' | 'uri'; value: string }
  | { kind: 'ip'; bytes: Uint8Array }
  | { kind: 'directory'; name: DistinguishedName }
  | { kind: 'other'; oid: string; der: Uint8Array }
  | { kind: 'x400' | 'edi' | 'registered-id'; der: Uint8Array }

export type NameKind = GeneralName['kind']

/** The members of a GeneralNames; never empty. */
export function generalNames(node: DerNode | undefined, tag: number, element: string): GeneralName[] {
  const names = members(node, tag, element).map(name => generalName(name, element))
  if (names.length === 0) throw new DerFault('der.structure', element)
  return names
}

export function generalName(node: DerNode, element: string): GeneralName {
  switch (node.tag) {
    case 0xa0: {
      const [type, value, ...rest] = node.children!
      if (!value || value.tag !== 0xa0 || rest.length > 0) throw new DerFault('der.structure', element)
      return { kind: 'other', oid: oid(type, element), der: encoded(node) }
    }
    case 0x81:
      return { kind: 'email', value: ascii(node, element) }
    case 0x82:
      return { kind: 'dns', value: ascii(node, element) }
    case 0xa3:
      return { kind: 'x400', der: encoded(node) }
    case 0xa4:
      if (node.children!.length !== 1) throw new DerFault('der.structure', element)
      return { kind: 'directory', name: distinguishedName(node.children![0], element) }
    case 0xa5:
      return { kind: 'edi', der: encoded(node) }
    case 0x86:
      return { kind: 'uri', value: ascii(node, element) }
    case 0x87:
      return { kind: 'ip', bytes: content(node) }
    case 0x88:
      return { kind: 'registered-id', der: encoded(node) }
    default:
      throw new DerFault('der.structure', element)
  }
}

function ascii(node: DerNode, element: string): string {
  const bytes = content(node)
  for (const byte of bytes) if (byte >= 0x80) throw new DerFault('name.encoding', element)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
const numericOnly = /^\d+$/

/** A host name in the preferred syntax (RFC 1034 §3.5, RFC 1123 §2.1); something that reads as an IPv4 address is none. */
export function isHostName(text: string): boolean {
  if (text.length === 0 || text.length > 253) return false
  const labels = text.split('.')
  return labels.every(l => label.test(l)) && !numericOnly.test(labels.at(-1)!)
}

/** A dNSName of §4.2.1.6: a host name, where the first label may be a lone asterisk. */
export function isDnsName(text: string): boolean {
  return isHostName(text.startsWith('*.') ? text.slice(2) : text)
}

const localPart =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$|^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/i

/** An rfc822Name: a bare mailbox of RFC 2821 §4.1.2, without name, angle brackets or comment. */
export function mailbox(text: string): { local: string; host: string } | undefined {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  const host = text.slice(at + 1)
  return at > 0 && localPart.test(local) && isHostName(host) ? { local, host } : undefined
}

/** The host of a URI with an authority (RFC 3986 §3.2); undefined when it has none or cannot be read. */
export function uriHost(text: string): string | undefined {
  const parts = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?(\[[^\]/?#]*\]|[^:/?#@]*)(?::\d*)?(?:[/?#]|$)/i.exec(text)
  return parts?.[1] || undefined
}

const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/

/**
 * Does a subject alternative name follow §4.2.1.6? Says nothing about the kinds whose form is free.
 */
export function isWellFormed(name: GeneralName): boolean {
  switch (name.kind) {
    case 'dns':
      return isDnsName(name.value)
    case 'email':
      return mailbox(name.value) !== undefined
    case 'ip':
      return name.bytes.length === 4 || name.bytes.length === 16
    case 'uri': {
      if (!/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(name.value)) return false
      if (!/^[^:]+:\/\//.test(name.value)) return true
      const host = uriHost(name.value)
      return host !== undefined && (host.startsWith('[') || ipv4.test(host) || isHostName(host))
    }
    default:
      return true
  }
}

/** The name in words for a report. */
export function nameText(name: GeneralName): string {
  switch (name.kind) {
    case 'email':
    case 'dns':
    case 'uri':
      return name.value.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)
    case 'ip':
      return ipText(name.bytes)
    case 'directory':
      return name.name.text
    case 'other':
      return `otherName ${name.oid}`
    default:
      return name.kind
  }
}

/** `192.0.2.1`, `2001:db8:…`, and with a mask `192.0.2.0/255.255.255.0`; hexadecimal where the length fits none. */
export function ipText(bytes: Uint8Array): string {
  const half = bytes.length / 2
  switch (bytes.length) {
    case 4:
      return bytes.join('.')
    case 16:
      return Array.from({ length: 8 }, (_, i) => (bytes[i * 2]! * 256 + bytes[i * 2 + 1]!).toString(16)).join(':')
    case 8:
    case 32:
      return `${ipText(bytes.subarray(0, half))}/${ipText(bytes.subarray(half))}`
    default:
      return Buffer.from(bytes).toString('hex')
  }
}

/** IMPLICIT [n] of GeneralNames and friends. */
export const implicit = (number: number): number => 0xa0 + number
export const implicitPrimitive = (number: number): number => 0x80 + number
export const generalNamesTag = tags.sequence
