import type { Certificate } from '../decode/certificate.ts'
import { extensionIds } from '../decode/extension.ts'
import type { PolicyParams } from '../request.ts'
import type { Findings } from './findings.ts'
import type { Ledger } from './ledger.ts'

const anyPolicy = '2.5.29.32.0'
const knownQualifiers: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.2.1', '1.3.6.1.5.5.7.2.2'])

/** A node of the valid policy graph (RFC 9618 §5.1): one a policy and depth, so the graph stays small. */
interface PolicyNode {
  policy: string
  expected: Set<string>
  parents: Set<PolicyNode>
}

type Level = Map<string, PolicyNode>

/**
 * RFC 5280 §6.1.3 (d)–(f), §6.1.4 (a)–(j), §6.1.5 (a)(b)(g), with the graph of RFC 9618 in the tree's place (the tree
 * grows exponentially). Constraints on the anchor are starting values, as RFC 5937 §3.2 allows.
 */
export function checkPolicies(findings: Findings, params: PolicyParams, ledger: Ledger): void {
  const last = findings.path.length - 1
  // From the anchor's first child down to the leaf: path[last - 1] … path[0].
  const never = last + 1
  let explicit = params.initialExplicitPolicy ? 0 : never
  let mapping = params.initialPolicyMappingInhibit ? 0 : never
  let inhibitAny = params.initialAnyPolicyInhibit ? 0 : never
  const tighten = (certificate: Certificate): void => {
    const { policyConstraints, inhibitAnyPolicy } = certificate.extensions
    explicit = Math.min(explicit, policyConstraints?.requireExplicit ?? never)
    mapping = Math.min(mapping, policyConstraints?.inhibitMapping ?? never)
    inhibitAny = Math.min(inhibitAny, inhibitAnyPolicy ?? never)
  }
  tighten(findings.path[last]!)
  let level: Level | null = new Map([
    [anyPolicy, { policy: anyPolicy, expected: new Set([anyPolicy]), parents: new Set() }],
  ])
  for (let index = last - 1; index >= 0; index--) {
    const certificate = findings.path[index]!
    const { policyMappings } = certificate.extensions
    checkForm(findings, index)
    if (level) level = nextLevel(level, certificate, inhibitAny > 0 || (index > 0 && certificate.isSelfIssued), ledger)
    if (explicit === 0 && !level) {
      findings.failed('policies.none-valid', index)
      return
    }
    if (index === 0) break
    if (policyMappings?.some(({ issuer, subject }) => issuer === anyPolicy || subject === anyPolicy)) {
      findings.failed('policies.mapping-any', index)
      return
    }
    if (level && policyMappings) level = map(level, policyMappings, mapping > 0, ledger)
    if (!certificate.isSelfIssued) {
      explicit = Math.max(explicit - 1, 0)
      mapping = Math.max(mapping - 1, 0)
      inhibitAny = Math.max(inhibitAny - 1, 0)
    }
    tighten(certificate)
  }
  const leaf = findings.path[0]!
  explicit = Math.max(explicit - 1, 0)
  if (leaf.extensions.policyConstraints?.requireExplicit === 0) explicit = 0
  if (explicit === 0 && !(level && anyWanted(level, params.userInitialPolicySet ?? [anyPolicy])))
    findings.failed('policies.none-valid', 0, { wanted: params.userInitialPolicySet?.join(' ') ?? null })
}

/** §4.2.1.4: no policy twice; where critical, no qualifier the engine cannot read. */
function checkForm(findings: Findings, index: number): void {
  const { extensions, rawExtensions } = findings.path[index]!
  const policies = extensions.certificatePolicies ?? []
  if (new Set(policies.map(({ policy }) => policy)).size < policies.length) findings.failed('policies.duplicate', index)
  const critical = rawExtensions.some(({ id, critical }) => critical && id === extensionIds.certificatePolicies)
  const unknown = policies.flatMap(({ qualifiers }) => qualifiers).find(id => !knownQualifiers.has(id))
  if (critical && unknown) findings.failed('policies.qualifier', index, { qualifier: unknown })
}

/** §6.1.3 (d)(e): the policies of this certificate that follow from the level above; null when none does. */
function nextLevel(above: Level, certificate: Certificate, anyCounts: boolean, ledger: Ledger): Level | null {
  const policies = certificate.extensions.certificatePolicies
  if (!policies) return null
  const byExpected = new Map<string, Set<PolicyNode>>()
  for (const node of above.values())
    for (const policy of node.expected) {
      ledger.compare()
      const nodes = byExpected.get(policy)
      if (nodes) nodes.add(node)
      else byExpected.set(policy, new Set([node]))
    }
  const level: Level = new Map()
  const add = (policy: string, parents: Set<PolicyNode>): unknown =>
    level.set(policy, { policy, expected: new Set([policy]), parents })
  const any = above.get(anyPolicy)
  for (const { policy } of policies) {
    ledger.compare()
    const parents = policy === anyPolicy ? undefined : (byExpected.get(policy) ?? (any ? new Set([any]) : undefined))
    if (parents) add(policy, parents)
  }
  if (anyCounts && policies.some(({ policy }) => policy === anyPolicy))
    for (const [policy, parents] of byExpected) if (!level.has(policy)) add(policy, parents)
  return level.size > 0 ? level : null
}

/** §6.1.4 (b): mappings widen what is expected below, or, once inhibited, take the mapped policies away. */
function map(
  level: Level,
  mappings: { issuer: string; subject: string }[],
  allowed: boolean,
  ledger: Ledger,
): Level | null {
  const byIssuer = Map.groupBy(mappings, ({ issuer }) => issuer)
  const any = level.get(anyPolicy)
  for (const [issuer, pairs] of byIssuer) {
    ledger.compare(pairs.length)
    const node = level.get(issuer)
    const expected = new Set(pairs.map(({ subject }) => subject))
    if (!allowed) level.delete(issuer)
    else if (node) node.expected = expected
    else if (any) level.set(issuer, { policy: issuer, expected, parents: any.parents })
  }
  return level.size > 0 ? level : null
}

/**
 * §6.1.5 (g): is one of the policies wanted valid? Going up from the leaf's nodes, a policy counts under the name it
 * has in the anchor's domain, which is that of the first node below any-policy.
 */
function anyWanted(level: Level, wanted: string[]): boolean {
  if (wanted.includes(anyPolicy) || (level.has(anyPolicy) && wanted.length > 0)) return true
  const seen = new Set<PolicyNode>()
  const open = [...level.values()]
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node) || node.policy === anyPolicy) continue
    seen.add(node)
    const inAnchorDomain = [...node.parents].some(parent => parent.policy === anyPolicy)
    if (inAnchorDomain && wanted.includes(node.policy)) return true
    open.push(...node.parents)
  }
  return false
}
