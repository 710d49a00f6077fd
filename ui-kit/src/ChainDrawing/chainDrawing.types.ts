import type { Meaning } from '../kit/meaning.ts'

/** One certificate of a chain as the doctor draws it; the list goes from the root down. */
export interface ChainLink {
  key: string
  name: string
  /** What it is and where it lies: "Root, in the trust store". */
  kind: string
  facts?: string[]
  /** missing: named as issuer, but in nobody's hands; plain: nothing is said about it. */
  state: 'ok' | 'broken' | 'missing' | 'plain'
  status?: { label: string; meaning: Meaning }
  /** Numbers of the findings about it; `target` is the id of the Finding, `label` the name of the link ("Problem 1"). */
  marks?: { number: number; target: string; label: string }[]
  /** On the line that comes from the certificate above: "issued", "should have issued". */
  relation?: string
  link?: string
}
