import type { PartnerType } from '../gql/graphql.ts'

/** One file as it was chosen or pasted: its bytes in base64. */
export interface SharedFile {
  name: string
  content: string
}

/** Everything a preflight asks for: what a shared link holds. */
export interface Shared {
  type: PartnerType | ''
  organisation: string
  /** The certificate first, then what came with it. */
  files: SharedFile[]
}

/** Longer addresses are cut by mail programs and chat; a certificate with a chain of three stays well below. */
export const LONGEST_LINK = 16_000
/** What a link may unfold to: as much as the server takes in one check. A crafted link cannot fill the memory. */
const MOST_UNFOLDED = 128 * 1024
const MARK = 'c1.'

/**
 * What is to be shared as a URL fragment. Browsers never send the fragment to a server, so that nobody keeps it.
 * @returns null when the link would be longer than `LONGEST_LINK`
 */
export async function toFragment(shared: Shared): Promise<string | null> {
  const text = JSON.stringify([
    shared.type,
    shared.organisation,
    shared.files.map(({ name, content }) => [name, content]),
  ])
  const packed = await through(new Blob([text]), new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY)
  const fragment = MARK + toBase64Url(packed ?? new Uint8Array())
  return fragment.length > LONGEST_LINK ? null : fragment
}

/** Reads a fragment made by `toFragment`, with or without its #; null for anything else. */
export async function fromFragment(
  hash: string,
  isType: (code: string) => code is PartnerType,
): Promise<Shared | null> {
  const fragment = hash.replace(/^#/, '')
  if (!fragment.startsWith(MARK) || fragment.length > LONGEST_LINK) return null
  try {
    const packed = fromBase64Url(fragment.slice(MARK.length))
    const bytes = await through(new Blob([packed]), new DecompressionStream('deflate-raw'), MOST_UNFOLDED)
    return bytes && parse(JSON.parse(new TextDecoder().decode(bytes)), isType)
  } catch {
    // Cut short or changed on its way.
    return null
  }
}

function parse(value: unknown, isType: (code: string) => code is PartnerType): Shared | null {
  if (!Array.isArray(value)) return null
  const [type, organisation, files]: unknown[] = value
  if (typeof type !== 'string' || typeof organisation !== 'string' || !Array.isArray(files)) return null
  const isFile = (file: unknown): file is [string, string] =>
    Array.isArray(file) && file.length === 2 && file.every(part => typeof part === 'string')
  if (!files.every(isFile)) return null
  return {
    type: isType(type) ? type : '',
    organisation,
    files: files.map(([name, content]) => ({ name, content })),
  }
}

/** The stream's outcome; null as soon as it is longer than `most` bytes. */
async function through(
  blob: Blob,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = blob.stream().pipeThrough(stream).getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    size += step.value.length
    if (size > most) {
      await reader.cancel()
      return null
    }
    parts.push(step.value)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

const toBase64Url = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))
