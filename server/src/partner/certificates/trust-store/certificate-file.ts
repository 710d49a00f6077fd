import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import type { CertificateFile } from './trust-upload.ts'

/** Letters a file's name may have. */
export const FILE_NAME_LENGTH = 255

/** A file of the wire as bytes, or the refusal that names what is wrong with it; `at` is the field's path. */
export function readFile(
  { name, content }: { name: string; content: string },
  at: readonly string[],
): CertificateFile | Refusal {
  if (!name.trim()) return refuse('INPUT_REQUIRED', [...at, 'name'])
  if (name.length > FILE_NAME_LENGTH) return refuse('INPUT_TOO_LONG', [...at, 'name'], { most: FILE_NAME_LENGTH })
  if (!content) return refuse('INPUT_REQUIRED', [...at, 'content'])
  // Blanks go first: a pattern that allowed for them would try every split of 90 kB of blanks, for seconds.
  const text = content.replaceAll(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return refuse('INPUT_FORMAT', [...at, 'content'])
  return { name, bytes: Buffer.from(text, 'base64') }
}

/** Several of them, in their order; the first that is wrong refuses all. */
export function readFiles(
  files: readonly { name: string; content: string }[],
  at: readonly string[],
): CertificateFile[] | Refusal {
  const read: CertificateFile[] = []
  for (const [index, file] of files.entries()) {
    const one = readFile(file, [...at, String(index)])
    if (isRefusal(one)) return one
    read.push(one)
  }
  return read
}
