import { createHash } from 'node:crypto'
import { newToken } from '../tokens.ts'

const PREFIX = 'ptk_'
/** Characters of 256 bits in base64url, and of the checksum behind them. */
const SECRET = 43
const CHECK = 6

const checksum = (secret: string): string => createHash('sha256').update(secret).digest('base64url').slice(0, CHECK)

/** A new API token, `ptk_` + 256 random bits + checksum: easily found by secret scanners, and a slip seen without a look-up. */
export function newApiToken(): string {
  const secret = newToken()
  return PREFIX + secret + checksum(secret)
}

/** Whether the text could be an API token of ours. One that could not is not worth a query. */
export function isApiToken(text: string): boolean {
  if (!/^ptk_[\w-]{49}$/.test(text)) return false
  const secret = text.slice(PREFIX.length, PREFIX.length + SECRET)
  return text.slice(-CHECK) === checksum(secret)
}
