/**
 * Every rule the engine can name. `code` is the original system's code for the same thing (Key Manager, PMS),
 * `reference` says where the rule is written. Texts live in `locales/`, under the same names.
 */
export interface Rule {
  code?: string
  reference?: string
}

const der = 'X.690 §10 (DER), RFC 5280 §4.1'
const unreadable = (reference: string): Rule => ({ code: 'KER-PCM-001', reference })

export const rules = {
  // What was handed in (R-CRT-01).
  'bundle.empty': unreadable('R-CRT-01'),
  'bundle.too-large': unreadable('R-CRT-01'),
  'bundle.too-many': unreadable('R-CRT-01'),
  'bundle.no-certificate': unreadable('R-CRT-01'),
  'bundle.private-key': unreadable('R-CRT-01'),
  'pem.broken': unreadable('RFC 7468 §3'),
  'pkcs7.not-signed-data': unreadable('RFC 5652 §5'),
  'der.indefinite-length': unreadable('X.690 §10.1'),
  'der.trailing-bytes': unreadable(der),
  'der.truncated': unreadable(der),
  'der.length': unreadable('X.690 §10.1'),
  'der.tag': unreadable(der),
  'der.nesting': unreadable(der),
  'der.form': unreadable('X.690 §10.2'),
  'der.boolean': unreadable('X.690 §11.1'),
  'der.integer': unreadable('X.690 §8.3.2'),
  'der.bit-string': unreadable('X.690 §11.2'),
  'der.null': unreadable('X.690 §8.8'),
  'der.oid': unreadable('X.690 §8.19'),
  'der.set-order': unreadable('X.690 §11.6'),
  'der.default-encoded': unreadable('X.690 §11.5'),
  'der.structure': unreadable('RFC 5280 §4.1'),
  'name.encoding': unreadable('RFC 5280 §4.1.2.4'),
  'time.form': unreadable('RFC 5280 §4.1.2.5'),
  'key.explicit-curve': unreadable('RFC 5480 §2.1.1'),
  'crl.none': { reference: 'RFC 5280 §5' },
  'crl.too-large': { reference: 'RFC 5280 §5' },
  'batch.malformed-line': {},
  'batch.internal': {},
  // A certificate by itself.
  'certificate.well-formed': { code: 'KER-PCM-001', reference: 'RFC 5280 §4.1' },
  'version.not-3': { code: 'KER-PCM-007', reference: 'RFC 5280 §4.1.2.1' },
  'version.mismatch': { code: 'KER-PCM-007', reference: 'RFC 5280 §4.1.2.1' },
  'serial.zero': { reference: 'RFC 5280 §4.1.2.2' },
  'serial.negative': { reference: 'RFC 5280 §4.1.2.2' },
  'serial.too-long': { reference: 'RFC 5280 §4.1.2.2' },
  'signature.algorithm-mismatch': { reference: 'RFC 5280 §4.1.1.2' },
  'signature.parameters': { reference: 'RFC 5280 §4.1.1.2' },
  'extensions.duplicate': { reference: 'RFC 5280 §4.2' },
  'extensions.malformed': { reference: 'RFC 5280 §4.2' },
  // Signatures and keys.
  signature: { code: 'KER-PCM-006', reference: 'RFC 5280 §6.1.3 (a)(1)' },
  'signature.invalid': { code: 'KER-PCM-006', reference: 'RFC 5280 §6.1.3 (a)(1)' },
  'signature.algorithm-unknown': { code: 'KER-PCM-014', reference: 'RFC 5280 §6.1.3 (a)(1)' },
  'signature.weak-hash': { code: 'KER-PCM-014', reference: 'R-CRT-11' },
  key: { code: 'KER-PCM-013', reference: 'RFC 5280 §4.1.2.7' },
  'key.strength': { code: 'KER-PCM-013', reference: 'R-CRT-10' },
  'key.too-short': { code: 'KER-PCM-013', reference: 'R-CRT-10' },
  'key.unsupported': { code: 'KER-PCM-013', reference: 'R-CRT-10' },
  'key.unreadable': { code: 'KER-PCM-013', reference: 'RFC 5280 §4.1.2.7' },
  'key.exponent': { code: 'KER-PCM-013', reference: 'R-CRT-10' },
  // Validity.
  validity: { code: 'KER-PCM-004', reference: 'RFC 5280 §6.1.3 (a)(2)' },
  'validity.not-before': { code: 'KER-PMS-020', reference: 'RFC 5280 §4.1.2.5' },
  'validity.not-after': { code: 'KER-PCM-004', reference: 'RFC 5280 §4.1.2.5' },
  'validity.life-left': { reference: 'R-CRT-05, Partner management §3.9' },
  'validity.remaining': { code: 'KER-PCM-004', reference: 'R-CRT-05' },
  'validity.life': { code: 'KER-PCM-017', reference: 'Partner management §3.9' },
  // The path.
  path: { code: 'KER-PCM-006', reference: 'RFC 5280 §6.1' },
  'path.issuer-missing': { code: 'KER-PCM-006', reference: 'RFC 5280 §6.1.3 (a)(4)' },
  'path.issuer-other-key': { code: 'KER-PCM-006', reference: 'RFC 5280 §4.2.1.1' },
  'path.root-untrusted': { code: 'KER-PCM-006', reference: 'RFC 5280 §6.1.1 (d)' },
  'path.self-signed': { code: 'KER-PCM-015', reference: 'R-CRT-06' },
  'path.too-long': { code: 'KER-PCM-006', reference: 'R-CRT-07' },
  'path.budget': { code: 'KER-PCM-006', reference: 'RFC 4158 §2.4' },
  // Names.
  names: { reference: 'RFC 5280 §4.1.2.4, §4.2.1.6' },
  'names.issuer-empty': { reference: 'RFC 5280 §4.1.2.4' },
  'names.ca-subject-empty': { reference: 'RFC 5280 §4.1.2.6' },
  'names.alternative-missing': { reference: 'RFC 5280 §4.2.1.6' },
  'names.alternative-syntax': { reference: 'RFC 5280 §4.2.1.6' },
  // Extensions.
  'basic-constraints': { reference: 'RFC 5280 §6.1.4 (k)–(m)' },
  'basic-constraints.missing': { reference: 'RFC 5280 §6.1.4 (k)' },
  'basic-constraints.not-ca': { reference: 'RFC 5280 §6.1.4 (k)' },
  'basic-constraints.not-critical': { reference: 'RFC 5280 §4.2.1.9' },
  'basic-constraints.path-length': { reference: 'RFC 5280 §6.1.4 (l)' },
  'basic-constraints.path-length-without-ca': { reference: 'RFC 5280 §4.2.1.9' },
  'key-usage': { reference: 'RFC 5280 §4.2.1.3' },
  'key-usage.missing': { reference: 'RFC 5280 §4.2.1.3' },
  'key-usage.empty': { reference: 'RFC 5280 §4.2.1.3' },
  'key-usage.cert-sign': { reference: 'RFC 5280 §6.1.4 (n)' },
  'key-usage.cert-sign-without-ca': { reference: 'RFC 5280 §4.2.1.9' },
  'key-usage.leaf': { reference: 'RFC 5280 §4.2.1.3' },
  'extended-key-usage': { reference: 'RFC 5280 §4.2.1.12' },
  'extended-key-usage.chain': { reference: 'RFC 5280 §4.2.1.12' },
  extensions: { reference: 'RFC 5280 §4.2' },
  'extensions.critical-unknown': { reference: 'RFC 5280 §6.1.4 (o), §6.1.5 (f)' },
  'extensions.must-be-critical': { reference: 'RFC 5280 §4.2.1' },
  'extensions.must-not-be-critical': { reference: 'RFC 5280 §4.2.1' },
  'key-identifier': { reference: 'RFC 5280 §4.2.1.1, §4.2.1.2' },
  'key-identifier.subject-missing': { reference: 'RFC 5280 §4.2.1.2' },
  'key-identifier.authority-missing': { reference: 'RFC 5280 §4.2.1.1' },
  'key-identifier.mismatch': { reference: 'RFC 5280 §4.2.1.1' },
  'name-constraints': { reference: 'RFC 5280 §6.1.3 (b)(c)' },
  'name-constraints.permitted': { reference: 'RFC 5280 §6.1.3 (b)' },
  'name-constraints.excluded': { reference: 'RFC 5280 §6.1.3 (c)' },
  'name-constraints.unsupported': { reference: 'RFC 5280 §4.2.1.10' },
  'name-constraints.syntax': { reference: 'RFC 5280 §4.2.1.10' },
  'name-constraints.in-leaf': { reference: 'RFC 5280 §4.2.1.10' },
  policies: { reference: 'RFC 5280 §6.1.3 (d)–(f), RFC 9618' },
  'policies.none-valid': { reference: 'RFC 5280 §6.1.3 (f), §6.1.5 (g)' },
  'policies.mapping-any': { reference: 'RFC 5280 §6.1.4 (a)' },
  'policies.duplicate': { reference: 'RFC 5280 §4.2.1.4' },
  'policies.qualifier': { reference: 'RFC 5280 §4.2.1.4' },
  // Revocation.
  revocation: { reference: 'RFC 5280 §6.3' },
  'revocation.revoked': { reference: 'RFC 5280 §6.3.3 (i)' },
  'revocation.unknown': { reference: 'RFC 5280 §6.3.3' },
  'revocation.stale': { reference: 'RFC 5280 §5.1.2.5' },
  'revocation.signature': { reference: 'RFC 5280 §6.3.3 (f)(g)' },
  'revocation.unsupported': { reference: 'RFC 5280 §5.2, §5.3' },
  // Profiles: partner (R-CRT) and trust store (§3.9).
  'partner.domain': { code: 'KER-PCM-011', reference: 'R-CRT-02' },
  'partner.domain-unknown': { code: 'KER-PCM-011', reference: 'R-CRT-02' },
  'partner.kind': { code: 'KER-PCM-015', reference: 'R-CRT-06' },
  'partner.self-signed': { code: 'KER-PCM-015', reference: 'R-CRT-06' },
  'partner.is-ca': { reference: 'Decisions §3, key usage' },
  'partner.organisation': { code: 'KER-PCM-008', reference: 'R-CRT-09' },
  'partner.organisation-missing': { code: 'KER-PCM-008', reference: 'R-CRT-09' },
  'partner.organisation-different': { code: 'KER-PCM-008', reference: 'R-CRT-09' },
  'trust-store.issuer-missing': { code: 'KER-PCM-005', reference: 'Partner management §3.9' },
  'trust-store.not-ca': { reference: 'Partner management §3.9, RFC 5280 §4.2.1.9' },
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof rules

/** The row of a rule; an unknown name has none. */
export function ruleOf(name: string): Rule {
  return (rules as Record<string, Rule>)[name] ?? {}
}
