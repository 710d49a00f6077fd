import type { Page } from 'playwright-core'
import type { Made } from '../openssl.ts'
import type { Product } from '../product.ts'
import type { Language } from '../words.ts'

/** A page, or a state of one, that a person can reach. */
export interface Stop {
  name: string
  /** Username of who looks; absent: a stranger, without the portal around. */
  who?: string
  /** From anywhere on the portal to there. */
  open(page: Page, at: Scene): Promise<unknown>
  /** Answers with such a status are part of it. */
  expects?: RegExp
}

/** What a stop may need. */
export interface Scene {
  product: Product
  language: Language
  /** A root that is in the trust store. */
  root: Made
  /** A certificate whose root nobody has. */
  orphan: Made
  /** A new name at each call, for whom the stop registers. */
  mark(): string
  /** The link of a registration that waits for it, and one to a new password. */
  links: { confirm: string; reset: string }
  /** A certificate of the sandbox's authority as a file. `kind` is one of its choices. */
  certificate(organisation: string, kind?: string): Promise<string>
}
