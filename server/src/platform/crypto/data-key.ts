import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The key that everything secret at rest hangs from, and the separate keys made of it. */
export interface DataKey {
  /** Short name of the key, stored in every sealed value, so that keys can be rotated. */
  id: string
  /** AES-256-GCM key of `seal`. */
  sealing: Buffer
  /** HMAC key of `blindIndex`. */
  indexing: Buffer
}

/** Makes the working keys from 32 secret bytes. */
export function deriveDataKey(secret: Buffer): DataKey {
  const part = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'portico', purpose, 32))
  return {
    id: createHmac('sha256', part('name')).update('id').digest('hex').slice(0, 8),
    sealing: part('sealing'),
    indexing: part('indexing'),
  }
}

/** Text form of a new secret, as PORTICO_DATA_KEY takes it: 32 random bytes in base64. */
export const newSecret = (): string => randomBytes(32).toString('base64')

/**
 * The key given by PORTICO_DATA_KEY, else (sandbox only) the one kept in the data folder: made once,
 * readable by its owner alone (decisions §1, Personal data).
 */
export function loadDataKey(given: string | undefined, dataFolder: string): DataKey {
  if (given) return deriveDataKey(Buffer.from(given, 'base64'))
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const path = join(dataFolder, 'data-key')
  try {
    writeFileSync(path, `${newSecret()}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return deriveDataKey(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64'))
}
