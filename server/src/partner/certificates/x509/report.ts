/**
 * What the engine answers. Everything here is plain data: a report can be stored, sent, or told again later in another
 * language without the certificates it was made from.
 */

export type Verdict = 'ACCEPTED' | 'REFUSED'

export type CheckOutcome = 'PASSED' | 'FAILED' | 'NOT_RUN'

export type CertificateRole = 'LEAF' | 'INTERMEDIATE' | 'ROOT'

/** What a check found, in values only: dates as ISO 8601 in UTC, numbers without unit in their name's unit. */
export type Facts = Record<string, string | number | boolean | null>

/** One rule applied to one certificate. The words for it come from `explain`. */
export interface Check {
  /** Stable name of the rule, a key of `rules`, e.g. `validity.not-after`. */
  rule: string
  outcome: CheckOutcome
  /** Index in the report's path; null when the finding is about the file or about no certificate at all. */
  certificate: number | null
  certificateName?: string
  facts: Facts
  /** The original system's code, e.g. `KER-PCM-004`. */
  code?: string
  /** Where the rule is written, e.g. `RFC 5280 §4.1.2.5`. */
  reference?: string
}

/** One certificate of the chain drawn, the judged one first. An issuer nobody has is an entry with `known: false`. */
export interface PathEntry {
  index: number
  /** Common name, else organisation, else the whole name. */
  name: string
  subject: string
  organisation?: string
  known: boolean
  role: CertificateRole
  inTrustStore: boolean
  validFrom?: Date
  validTo?: Date
  thumbprintSha256?: string
  keyDescription?: string
}

/** A path that was tried: SHA-256 thumbprints from leaf to the last certificate reached, and what spoke against it. */
export interface TriedPath {
  names: string[]
  thumbprints: string[]
  anchored: boolean
  /** Rule names that failed on this path; empty for the path that was accepted. */
  failures: string[]
}

/** Counted, never timed: the same question costs the same on every machine. */
export interface Work {
  signatures: number
  comparisons: number
  pathsTried: number
}

export interface Report {
  verdict: Verdict
  path: PathEntry[]
  checks: Check[]
  paths: TriedPath[]
  work: Work
}

/** A check with its words in one language. */
export interface ExplainedCheck extends Check {
  title: string
  detail: string
  /** What the reader can do; only for failed checks and those that could not run. */
  remedy?: string
}

/** What is wrong with bytes that were handed in, before any judgement. Never thrown. */
export interface Fault {
  /** Stable name of the rule, a key of `rules`, e.g. `der.indefinite-length`. */
  rule: string
  /** Which element, e.g. `certificate 2` or `tbsCertificate.serialNumber`. */
  element: string
  /** Position of the certificate in the file, counted from 0; null when the file as a whole is at fault. */
  certificate: number | null
  facts: Facts
}
