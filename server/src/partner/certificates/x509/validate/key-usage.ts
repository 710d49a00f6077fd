import { extensionIds, keyUsageBits } from '../decode/extension.ts'
import type { Findings } from './findings.ts'

/**
 * RFC 5280 §6.1.4 (n): an issuer whose key usage is stated may sign certificates; §4.2.1.3: at least one bit is set;
 * §4.2.1.9: who is no authority does not claim to sign certificates. What is told as "no authority" is not told twice.
 */
export function checkKeyUsage(findings: Findings, index: number): void {
  const { keyUsage, basicConstraints } = findings.path[index]!.extensions
  if (!keyUsage || findings.path[index]!.hasUnread(extensionIds.basicConstraints)) return
  const isAuthority = basicConstraints?.ca === true
  if (index > 0 && isAuthority && !keyUsage.has(keyUsageBits.keyCertSign)) findings.failed('key-usage.cert-sign', index)
  else if (keyUsage.size === 0) findings.failed('key-usage.empty', index)
  else if (index === 0 && !isAuthority && keyUsage.has(keyUsageBits.keyCertSign))
    findings.failed('key-usage.cert-sign-without-ca', index)
}
