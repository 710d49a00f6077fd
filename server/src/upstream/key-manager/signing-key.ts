import { webcrypto } from 'node:crypto'

/** RSA with SHA-256, as Key Manager signs (§3.8); 3072 bits because a root of 2026 outlives what is advised for 2048. */
const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 3072,
  publicExponent: new Uint8Array([1, 0, 1]),
}

export const makeKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

/** The private key as PKCS#8 in base64, and back. */
export const exportKey = async (key: webcrypto.CryptoKey): Promise<string> =>
  Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64')

export const importKey = (pkcs8: string): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('pkcs8', Buffer.from(pkcs8, 'base64'), algorithm, false, ['sign'])
