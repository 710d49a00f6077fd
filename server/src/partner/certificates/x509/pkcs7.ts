import * as asn1js from 'asn1js'
import type { Certificate } from './decode/certificate.ts'

const data = '1.2.840.113549.1.7.1'
const signedData = '1.2.840.113549.1.7.2'

/**
 * A degenerate SignedData (RFC 5652 §5.2: no content, no signers) that carries these certificates, as `.p7b` files
 * do. DER, so the certificates stand in the order DER gives a SET.
 */
export function buildPkcs7(certificates: readonly Pick<Certificate, 'der'>[]): Uint8Array {
  const sorted = certificates.toSorted((a, b) => Buffer.compare(a.der, b.der))
  const body = new asn1js.Sequence({
    value: [
      new asn1js.Integer({ value: 1 }),
      new asn1js.Set({ value: [] }),
      new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: data })] }),
      tagged(sorted.map(({ der }) => asn1js.fromBER(new Uint8Array(der)).result)),
      new asn1js.Set({ value: [] }),
    ],
  })
  const contentInfo = new asn1js.Sequence({
    value: [new asn1js.ObjectIdentifier({ value: signedData }), tagged([body])],
  })
  return new Uint8Array(contentInfo.toBER())
}

/** [0], constructed. */
function tagged(value: asn1js.AsnType[]): asn1js.Constructed {
  return new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value })
}
