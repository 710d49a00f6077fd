import { isHostName, mailbox, uriHost } from '../decode/general-name.ts'
import type { GeneralName } from '../decode/general-name.ts'

/** Is this the base of a subtree as RFC 5280 §4.2.1.10 writes them? Kinds that are not supported may look as they like. */
export function isWellFormedBase(base: GeneralName): boolean {
  switch (base.kind) {
    case 'dns':
      return base.value === '' || isHostName(base.value)
    case 'email':
      return base.value.includes('@') ? mailbox(base.value) !== undefined : isHostOrDomain(base.value)
    case 'uri':
      return isHostOrDomain(base.value)
    case 'ip':
      return (base.bytes.length === 8 || base.bytes.length === 32) && isMask(base.bytes.subarray(base.bytes.length / 2))
    default:
      return true
  }
}

/** `host.example.com`, or `.example.com` for what lies below it. */
function isHostOrDomain(text: string): boolean {
  return isHostName(text.startsWith('.') ? text.slice(1) : text)
}

/** A mask in the style of RFC 4632: ones, then zeros. */
function isMask(bytes: Uint8Array): boolean {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return /^1*0*$/.test(bits)
}

/**
 * Does the subtree contain the name? Both are of one kind. `wide`: a wildcard name counts as inside when any name it
 * stands for would be (for exclusion); otherwise only when all are (for permission).
 */
export function contains(base: GeneralName, name: GeneralName, wide: boolean): boolean {
  if (base.kind === 'dns' && name.kind === 'dns') return containsHost(base.value, name.value, wide)
  if (base.kind === 'email' && name.kind === 'email') return containsMailbox(base.value, name.value)
  if (base.kind === 'uri' && name.kind === 'uri') return matchesHost(base.value, uriHost(name.value) ?? '')
  if (base.kind === 'ip' && name.kind === 'ip') return containsAddress(base.bytes, name.bytes)
  if (base.kind === 'directory' && name.kind === 'directory') {
    const inner = name.name.keys
    return base.name.keys.every((key, i) => key === inner[i])
  }
  return false
}

/** Zero or more labels added on the left-hand side; the empty base contains every host. */
function containsHost(base: string, name: string, wide: boolean): boolean {
  const inner = name.toLowerCase()
  const outer = base.toLowerCase()
  if (outer === '' || inner === outer || inner.endsWith(`.${outer}`)) return true
  if (!wide || !inner.startsWith('*.')) return false
  // "*.example.com" stands for "bar.example.com", too.
  const dot = outer.indexOf('.')
  return dot > 0 && outer.slice(dot + 1) === inner.slice(2)
}

/** A mailbox, all mailboxes on a host, or all on the hosts of a domain; the local part keeps its case. */
function containsMailbox(base: string, name: string): boolean {
  const at = name.lastIndexOf('@')
  const host = name.slice(at + 1)
  const own = base.lastIndexOf('@')
  if (own < 0) return matchesHost(base, host)
  return base.slice(0, own) === name.slice(0, at) && base.slice(own + 1).toLowerCase() === host.toLowerCase()
}

/** A leading period means one or more labels more; without it the host itself. */
function matchesHost(base: string, host: string): boolean {
  const outer = base.toLowerCase()
  const inner = host.toLowerCase()
  return outer.startsWith('.') ? inner.endsWith(outer) && inner.length > outer.length : inner === outer
}

function containsAddress(base: Uint8Array, address: Uint8Array): boolean {
  const size = base.length / 2
  return (
    address.length === size && address.every((byte, i) => (byte & base[size + i]!) === (base[i]! & base[size + i]!))
  )
}
