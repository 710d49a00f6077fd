import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { DataKey } from './data-key.ts'

/** PKCS#8 of an Ed25519 key up to its 32 bytes (RFC 8410 §7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Signs what must be provably the house's own, by a key of its own that hangs from the data key. */
export interface Signer {
  /** Ed25519, as `<key id>.<base64url>`: the id tells under which key to ask, as in sealed values. */
  sign(message: string): string
  /** False for a wrong signature and for one of another key. */
  holds(message: string, signature: string): boolean
  /** SubjectPublicKeyInfo in base64, for whoever checks elsewhere. */
  readonly publicKey: string
  readonly keyId: string
}

/** The signer of a data key; the same key makes the same one. */
export function createSigner({ id, signing }: DataKey): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, signing]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key)
  return {
    keyId: id,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    sign: message => `${id}.${sign(null, Buffer.from(message), key).toString('base64url')}`,
    holds(message, signature) {
      const [keyId, text = '', more] = signature.split('.')
      const bytes = Buffer.from(text, 'base64url')
      // One spelling a signature: base64url lets the last letter vary.
      if (keyId !== id || more !== undefined || bytes.toString('base64url') !== text) return false
      return verify(null, Buffer.from(message), publicKey, bytes)
    },
  }
}
