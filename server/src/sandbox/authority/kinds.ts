/** What the test authority can be asked for: a certificate that is accepted, or one with a chosen fault. */
export const kinds = [
  'good',
  'expired',
  'not-yet-valid',
  'short-life',
  'wrong-organisation',
  'organisation-missing',
  'weak-key',
  'sha1',
  'version-1',
  'self-signed',
  'unknown-root',
  'wrong-domain',
  'missing-intermediate',
  'ca-as-leaf',
  'key-usage',
  'broken-signature',
] as const

export type CertificateKind = (typeof kinds)[number]

/** Kinds whose fault lies in the key, or that sign with it: a request brings the public key only. */
export const needsOwnKey: ReadonlySet<CertificateKind> = new Set(['weak-key', 'self-signed'])

export const isKind = (text: string): text is CertificateKind => (kinds as readonly string[]).includes(text)
