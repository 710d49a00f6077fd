import { createHash, randomBytes } from 'node:crypto'

/** A new secret of 256 random bits, in URL-safe text. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a secret: its SHA-256, hex. Random input of 256 bits needs no slow hash. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
