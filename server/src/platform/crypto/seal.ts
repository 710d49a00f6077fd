import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { DataKey } from './data-key.ts'
import { OperatorFault } from '../operator-fault.ts'

const NONCE = 12
const TAG = 16

/** The database was written under another key than the one in use. */
export class UnknownSealingKey extends OperatorFault {
  constructor(place: string) {
    super(
      `A value of ${place} was sealed by a key that is not here. Start with the PORTICO_DATA_KEY (or data folder) it was written with.`,
    )
    this.name = 'UnknownSealingKey'
  }
}

/** Encrypts personal values for the database, and makes the keyed index by which they are looked up. */
export interface Vault {
  /** AES-256-GCM; table, column and row id are authenticated, so a value moved to another row does not open. */
  seal(table: string, column: string, rowId: string, value: string): string
  /** The opposite of `seal`. Throws when the value was changed, moved, or sealed by an unknown key. */
  open(table: string, column: string, rowId: string, sealed: string): string
  /** Keyed HMAC-SHA-256 of a normalised value, hex: exact look-up only (decisions §1). */
  blindIndex(normalised: string): string
}

/** `current` seals; it and `older` open. */
export function createVault(current: DataKey, older: readonly DataKey[] = []): Vault {
  const keys = new Map([current, ...older].map(key => [key.id, key]))
  const place = (table: string, column: string, rowId: string) => Buffer.from(`${table}\0${column}\0${rowId}`)
  return {
    seal(table, column, rowId, value) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', current.sealing, nonce).setAAD(place(table, column, rowId))
      const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
      return `${current.id}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`
    },
    open(table, column, rowId, sealed) {
      const dot = sealed.indexOf('.')
      const key = keys.get(sealed.slice(0, dot))
      if (!key) throw new UnknownSealingKey(`${table}.${column}`)
      const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key.sealing, bytes.subarray(0, NONCE))
        .setAAD(place(table, column, rowId))
        .setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
    },
    blindIndex: normalised => createHmac('sha256', current.indexing).update(normalised).digest('hex'),
  }
}
