/** The RFC 7468 text of these bytes, lines of 64, with a line feed at the end. */
export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

export interface PemBlock {
  label: string
  /** Undefined when the text between the markers is no base64, or the end marker is missing. */
  der: Uint8Array | undefined
}

const begin = '-----BEGIN '
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/**
 * Every block of RFC 7468 in a text, in order; what stands around them is ignored. One pass, no back-tracking.
 */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = []
  for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at)) {
    const from = at + begin.length
    const close = text.indexOf('-----', from)
    const label = close < 0 ? '' : text.slice(from, close)
    if (close < 0 || !/^[A-Z0-9 #-]{1,40}$/.test(label)) {
      at = from
      continue
    }
    // Looked for up to the next block only, so that the whole takes one pass whatever the text holds.
    const next = text.indexOf(begin, close)
    const region = text.slice(close + 5, next < 0 ? undefined : next)
    const end = region.indexOf(`-----END ${label}-----`)
    at = close + 5
    if (end < 0) {
      blocks.push({ label, der: undefined })
      continue
    }
    const body = region.slice(0, end).replace(/[ \t\r\n]+/g, '')
    blocks.push({ label, der: body !== '' && base64.test(body) ? Buffer.from(body, 'base64') : undefined })
  }
  return blocks
}
