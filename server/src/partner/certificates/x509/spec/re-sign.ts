import { createPrivateKey, sign } from 'node:crypto'
import type { Certificate } from '../decode/certificate.ts'

/** DER of one element. */
export function element(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const size: number[] = []
  for (let rest = body.length; rest > 0; rest >>= 8) size.unshift(rest & 0xff)
  const length = body.length < 0x80 ? [body.length] : [0x80 + size.length, ...size]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

/**
 * The certificate with its signed part changed and signed anew: for faults the command line refuses to make.
 * @param keyPem the issuer's private key, EC or RSA, to sign with SHA-256
 */
export function reSign(certificate: Certificate, keyPem: string, change: (tbs: Buffer) => Buffer): Buffer {
  const tbs = change(Buffer.from(certificate.tbs))
  const signature = sign('sha256', tbs, createPrivateKey(keyPem))
  return element(0x30, tbs, certificate.signatureAlgorithmId.der, element(0x03, Buffer.from([0]), signature))
}

/** Replaces the one place where `from` stands by `to`, of the same length. */
export function replaceOnce(bytes: Buffer, from: string, to: string): Buffer {
  const [a, b] = [Buffer.from(from, 'hex'), Buffer.from(to, 'hex')]
  const at = bytes.indexOf(a)
  if (at < 0 || bytes.indexOf(a, at + 1) >= 0 || a.length !== b.length)
    throw new Error(`${from} does not stand there once`)
  return Buffer.concat([bytes.subarray(0, at), b, bytes.subarray(at + a.length)])
}
