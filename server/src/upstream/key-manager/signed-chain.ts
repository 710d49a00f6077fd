import { X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'

const signedData = '1.2.840.113549.1.7.2'

/** A platform-signed certificate and who signed it, its issuer first. */
export interface SignedChain {
  certificate: X509Certificate
  issuers: X509Certificate[]
}

/**
 * Reads what Key Manager calls `signedCertificateData`: a PKCS#7 bundle in BER (indefinite lengths, negative serial
 * numbers: our own engine would rightly refuse it), base64url without a coat, or PEM. Believes it only when it
 * certifies the key that was handed in and every signature up to the last authority is right; undefined otherwise.
 */
export function readSignedChain(text: string, handedIn: string): SignedChain | undefined {
  const key = keyOf(readPem(handedIn))
  const pool = readCertificates(text)
  const certificate = pool.find(candidate => key !== undefined && keyOf(candidate) === key)
  if (!certificate) return undefined
  const issuers: X509Certificate[] = []
  for (let last = certificate; !isSelfSigned(last);) {
    const issuer = pool.find(
      candidate => !issuers.includes(candidate) && candidate !== certificate && vouches(candidate, last),
    )
    // Some bundles end below the root; none ends with the certificate itself.
    if (!issuer) break
    issuers.push(issuer)
    last = issuer
  }
  return issuers.length > 0 ? { certificate, issuers } : undefined
}

/** One certificate of PEM text; undefined when it is none. */
export function readPem(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text)
  } catch {
    return undefined
  }
}

/** RFC 7468 text with a line feed at the end. */
export const pemOf = (certificate: X509Certificate): string => `${certificate.toString().trimEnd()}\n`

function readCertificates(text: string): X509Certificate[] {
  const blocks = [...text.matchAll(/-----BEGIN [A-Z0-9 ]+-----([^-]+)-----END/g)].map(([, body]) => body!)
  return (blocks.length > 0 ? blocks : [text]).flatMap(body => fromDer(Buffer.from(body, 'base64')))
}

/** A certificate by itself, or those in a PKCS#7 bundle, byte for byte as they stand there. */
function fromDer(bytes: Buffer): X509Certificate[] {
  try {
    const { result, offset } = asn1js.fromBER(new Uint8Array(bytes))
    if (offset === -1 || !(result instanceof asn1js.Sequence)) return []
    const [type, wrapper] = result.valueBlock.value
    if (!(type instanceof asn1js.ObjectIdentifier)) return [new X509Certificate(bytes)]
    if (type.getValue() !== signedData) return []
    const body = childrenOf(wrapper)[0]
    const bundle = childrenOf(body).find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0)
    return childrenOf(bundle)
      .filter(child => child instanceof asn1js.Sequence)
      .map(child => new X509Certificate(Buffer.from(child.valueBeforeDecodeView)))
  } catch {
    return []
  }
}

const childrenOf = (node: asn1js.AsnType | undefined): asn1js.AsnType[] =>
  node instanceof asn1js.Constructed ? (node.valueBlock.value as asn1js.AsnType[]) : []

const keyOf = (certificate: X509Certificate | undefined): string | undefined =>
  certificate?.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

const vouches = (issuer: X509Certificate, certificate: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

const isSelfSigned = (certificate: X509Certificate): boolean => vouches(certificate, certificate)
