import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorFault } from '../operator-fault.ts'

/** The key that everything secret at rest hangs from, and the separate keys made of it. */
export interface DataKey {
  /** Short name of the key, stored in every sealed value, so that keys can be rotated. */
  id: string
  /** AES-256-GCM key of `seal`. */
  sealing: Buffer
  /** HMAC key of `blindIndex`. */
  indexing: Buffer
  /** Seed of the Ed25519 key of `Signer`. */
  signing: Buffer
}

const SECRET_BYTES = 32

/** Makes the working keys from 32 secret bytes. */
export function deriveDataKey(secret: Buffer): DataKey {
  const part = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'portico', purpose, 32))
  return {
    id: createHmac('sha256', part('name')).update('id').digest('hex').slice(0, 8),
    sealing: part('sealing'),
    indexing: part('indexing'),
    signing: part('signing'),
  }
}

/** Text form of a new secret, as PORTICO_DATA_KEY takes it: 32 random bytes in base64. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64')

/**
 * The key given by PORTICO_DATA_KEY, else (sandbox only) the one kept in the data folder: made once,
 * readable by its owner alone (decisions §1, Personal data).
 */
export function loadDataKey(given: string | undefined, dataFolder: string): DataKey {
  if (given) return deriveDataKey(Buffer.from(given, 'base64'))
  const path = join(dataFolder, 'data-key')
  let text: string
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    if (!existsSync(path)) make(path)
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new OperatorFault(
      `The key in ${path} cannot be read or made (${(error as NodeJS.ErrnoException).code}). Give this account the right to, choose another folder (PORTICO_DATA=…), or set PORTICO_DATA_KEY.`,
      { cause: error },
    )
  }
  const secret = Buffer.from(text.trim(), 'base64')
  if (secret.length !== SECRET_BYTES)
    throw new OperatorFault(
      `${path} holds no key of ${SECRET_BYTES} bytes in base64. Put the right one back; without it nothing that was sealed can be read.`,
    )
  return deriveDataKey(secret)
}

/** Appears whole or not at all: somebody who starts at the same moment must not read half a key, nor make another. */
function make(path: string): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${newSecret()}\n`, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
}
