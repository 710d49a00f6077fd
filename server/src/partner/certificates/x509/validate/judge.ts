import type { Certificate } from '../decode/certificate.ts'
import { inheritParameters } from '../decode/key.ts'
import type { SubjectPublicKey } from '../decode/key.ts'
import type { PolicyParams } from '../request.ts'
import type { RuleName } from '../rules.ts'
import { authoritiesBelow, checkBasicConstraints } from './basic-constraints.ts'
import { checkExtendedKeyUsage } from './extended-key-usage.ts'
import { checkExtensions } from './extensions.ts'
import type { Findings } from './findings.ts'
import { checkKeyIdentifiers } from './key-identifier.ts'
import { checkKeyUsage } from './key-usage.ts'
import type { Ledger } from './ledger.ts'
import { checkNameConstraints } from './name-constraints.ts'
import { checkNames } from './names.ts'
import { checkPolicies } from './policies.ts'
import { isSupportedKey, isWeak, shortestRsa } from './signature.ts'
import { checkValidity } from './validity.ts'
import { checkWellFormed } from './well-formed.ts'

export interface JudgeOptions {
  at: Date
  ledger: Ledger
  maxDepth: number
  params: PolicyParams
  /** Rules RFC 5280 lays on issuers rather than on those who verify; see docs/certificates.md. */
  demandIdentifiers: boolean
  demandCriticalConstraints: boolean
}

/**
 * RFC 5280 §6.1 on one path, certificate by certificate from the anchor down. Says everything that is wrong, and
 * each thing once. Returns the working public keys (§6.1.2 (h)–(j)), for the revocation lists.
 */
export function judgePath(findings: Findings, options: JudgeOptions): SubjectPublicKey[] {
  const keys = workingKeys(findings.path)
  for (let index = findings.path.length - 1; index >= 0; index--) {
    const step = (rule: RuleName, check: () => void): void => {
      const before = findings.failures
      check()
      if (findings.failures === before) findings.passed(rule, index)
    }
    const isAnchor = findings.isAnchor(index)
    step('certificate.well-formed', () => checkWellFormed(findings, index))
    if (index + 1 < findings.path.length) step('signature', () => checkSignature(findings, index, keys, options.ledger))
    step('validity', () => checkValidity(findings, index, options.at))
    step('names', () => checkNames(findings, index))
    step('basic-constraints', () =>
      checkBasicConstraints(findings, index, isAnchor || options.demandCriticalConstraints),
    )
    step('key', () => checkKey(findings, index, keys[index]!))
    step('key-usage', () => checkKeyUsage(findings, index))
    step('extensions', () => checkExtensions(findings, index))
    step('key-identifier', () => checkKeyIdentifiers(findings, index, options.demandIdentifiers, options.ledger))
  }
  const whole = (rule: RuleName, check: () => void): void => {
    const before = findings.failures
    check()
    if (findings.failures === before) findings.passed(rule, 0)
  }
  whole('extended-key-usage', () => checkExtendedKeyUsage(findings))
  whole('name-constraints', () => checkNameConstraints(findings, options.ledger))
  if (findings.anchored) {
    whole('policies', () => checkPolicies(findings, options.params, options.ledger))
    whole('path', () => checkDepth(findings, options.maxDepth))
  }
  return keys
}

/** §6.1.4 (d)–(f): a DSA key without parameters has its issuer's. */
function workingKeys(path: readonly Certificate[]): SubjectPublicKey[] {
  const keys = path.map(certificate => certificate.key)
  for (let index = keys.length - 2; index >= 0; index--) keys[index] = inheritParameters(keys[index]!, keys[index + 1]!)
  return keys
}

/** §6.1.3 (a)(1), and why not. */
function checkSignature(findings: Findings, index: number, keys: readonly SubjectPublicKey[], ledger: Ledger): void {
  const certificate = findings.path[index]!
  const key = keys[index + 1]!
  if (!ledger.verify(certificate, key)) tellSignature(findings, index, key, findings.path[index + 1]!.displayName)
}

/** Why a signature does not hold: told once, and not again where a flaw or the key's kind says it. */
export function tellSignature(findings: Findings, index: number, key: SubjectPublicKey, issuer: string): void {
  const certificate = findings.path[index]!
  const scheme = certificate.signatureScheme
  const told = certificate.flaws.some(
    flaw => flaw.rule === 'signature.parameters' || flaw.rule === 'signature.algorithm-mismatch',
  )
  if (!scheme && !told)
    findings.failed('signature.algorithm-unknown', index, { algorithm: certificate.signatureAlgorithmId.oid })
  else if (isWeak(certificate))
    findings.failed('signature.weak-hash', index, { algorithm: certificate.signatureAlgorithm })
  // A key of a kind the engine does not use is told of its owner, not of what it signed.
  else if (!told && isSupportedKey(key) && key.object)
    findings.failed('signature.invalid', index, { issuer, algorithm: certificate.signatureAlgorithm })
}

/** Every key on the path, the leaf's included, is of a kind the engine knows to use, and is one. */
function checkKey(findings: Findings, index: number, key: SubjectPublicKey): void {
  const facts = { key: key.description, bits: key.bits }
  const isRsa = key.kind === 'rsa' || key.kind === 'rsa-pss'
  if (isRsa && key.bits < shortestRsa) findings.failed('key.too-short', index, { ...facts, minimum: shortestRsa })
  else if (!isSupportedKey(key)) findings.failed('key.unsupported', index, facts)
  else if (!key.object) findings.failed('key.unreadable', index, facts)
}

/** Intermediates allowed between leaf and anchor, self-issued ones not counted (R-CRT-07 for partners). */
function checkDepth(findings: Findings, maxDepth: number): void {
  const found = authoritiesBelow(findings, findings.path.length - 1)
  if (found > maxDepth) findings.failed('path.too-long', 0, { found, limit: maxDepth })
}
