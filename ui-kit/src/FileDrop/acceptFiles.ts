/** Which of the files handed in may join those chosen already, and why the others may not. */

export interface RejectedFile {
  file: File
  reason: 'type' | 'size' | 'count' | 'empty'
}

export interface FileLimits {
  /** As the attribute of the same name: `.pem,.cer,application/pkcs7-mime`; empty takes every type. */
  accept?: string
  maxFiles?: number
  /** Bytes of all chosen files together. */
  maxBytes?: number
}

function typeFits(file: File, accept: string | undefined): boolean {
  const wanted = (accept ?? '')
    .split(',')
    .map(type => type.trim().toLowerCase())
    .filter(Boolean)
  if (wanted.length === 0) return true
  const name = file.name.toLowerCase()
  return wanted.some(type =>
    type.startsWith('.')
      ? name.endsWith(type)
      : type.endsWith('/*')
        ? file.type.startsWith(type.slice(0, -1))
        : file.type === type,
  )
}

/** Keeps the order; a file that is there already (name, size and date equal) is not taken twice. */
export function acceptFiles(
  chosen: readonly File[],
  incoming: readonly File[],
  limits: FileLimits,
): { files: File[]; rejected: RejectedFile[] } {
  const files = [...chosen]
  const rejected: RejectedFile[] = []
  let bytes = files.reduce((sum, file) => sum + file.size, 0)
  for (const file of incoming) {
    if (
      files.some(
        other => other.name === file.name && other.size === file.size && other.lastModified === file.lastModified,
      )
    )
      continue
    const reason = !typeFits(file, limits.accept)
      ? 'type'
      : file.size === 0
        ? 'empty'
        : files.length >= (limits.maxFiles ?? Infinity)
          ? 'count'
          : bytes + file.size > (limits.maxBytes ?? Infinity)
            ? 'size'
            : undefined
    if (reason) rejected.push({ file, reason })
    else {
      files.push(file)
      bytes += file.size
    }
  }
  return { files, rejected }
}
