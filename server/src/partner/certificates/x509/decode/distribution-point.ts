import { assertBitString, content, DerFault, members, namedBits, tags } from './der.ts'
import type { DerNode } from './der.ts'
import { generalNames, implicit, implicitPrimitive } from './general-name.ts'
import type { GeneralName } from './general-name.ts'
import { relativeName } from './name.ts'
import type { NameAttribute } from './name.ts'

/** Where and for what lists are published (RFC 5280 §4.2.1.13). */
export interface DistributionPoint {
  fullName?: GeneralName[]
  relativeName?: NameAttribute[]
  reasons?: Set<number>
  crlIssuer?: GeneralName[]
}

/** DistributionPointName and what stands around it (§4.2.1.13). */
export function distributionPointName(
  node: DerNode,
  element: string,
): Pick<DistributionPoint, 'fullName' | 'relativeName'> {
  const [choice, ...rest] = node.children ?? []
  if (!choice || rest.length > 0) throw new DerFault('der.structure', element)
  if (choice.tag === implicit(0)) return { fullName: generalNames(choice, implicit(0), element) }
  if (choice.tag === implicit(1)) return { relativeName: relativeName(choice, implicit(1), element) }
  throw new DerFault('der.structure', element)
}

/** One DistributionPoint of §4.2.1.13. */
export function distributionPoint(node: DerNode): DistributionPoint {
  const element = 'cRLDistributionPoints'
  const result: DistributionPoint = {}
  let last = -1
  for (const part of members(node, tags.sequence, element)) {
    const number = part.tag & 0x1f
    if (number <= last) throw new DerFault('der.structure', element)
    last = number
    if (part.tag === implicit(0)) Object.assign(result, distributionPointName(part, element))
    else if (part.tag === implicitPrimitive(1)) {
      assertBitString(part, element)
      result.reasons = namedBits(content(part))
    } else if (part.tag === implicit(2)) result.crlIssuer = generalNames(part, implicit(2), element)
    else throw new DerFault('der.structure', element)
  }
  // "a DistributionPoint MUST NOT consist of only the reasons field" (§4.2.1.13).
  if (!result.fullName && !result.relativeName && !result.crlIssuer) throw new DerFault('der.structure', element)
  return result
}
