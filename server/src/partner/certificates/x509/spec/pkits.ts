import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decodeBundle, decodeCrls } from '../index.ts'
import type { Certificate, Crl, PolicyParams } from '../index.ts'

/** One case of NIST's PKITS; known by `name`, since ids repeat. */
export interface PkitsCase {
  id: string
  name: string
  cert: string
  other_certs?: string[]
  crls?: string[]
  error?: { msg_regex: string }
  params?: {
    user_initial_policy_set?: string[]
    initial_explicit_policy?: boolean
    initial_policy_mapping_inhibit?: boolean
    initial_any_policy_inhibit?: boolean
  }
}

/** The folder PKITS_DIR names, seen from where npm was called, the workspace or the repository's root. */
export function pkitsFolder(): string | undefined {
  const named = process.env.PKITS_DIR
  if (!named) return undefined
  const bases = [process.env.INIT_CWD ?? '.', '.', '..']
  return bases.map(base => resolve(base, named)).find(folder => existsSync(join(folder, 'pkits.json')))
}

export class Pkits {
  readonly #folder: string
  readonly cases: PkitsCase[]

  constructor(folder: string) {
    this.#folder = folder
    this.cases = JSON.parse(readFileSync(join(folder, 'pkits.json'), 'utf8')) as PkitsCase[]
  }

  certificate(file: string): Certificate {
    return decodeBundle(readFileSync(join(this.#folder, 'certs', file))).certificates[0]!
  }

  crls(file: string): Crl[] {
    return decodeCrls(readFileSync(join(this.#folder, 'crls', file))).crls
  }

  params({ params = {} }: PkitsCase): PolicyParams {
    return {
      userInitialPolicySet: params.user_initial_policy_set,
      initialExplicitPolicy: params.initial_explicit_policy,
      initialPolicyMappingInhibit: params.initial_policy_mapping_inhibit,
      initialAnyPolicyInhibit: params.initial_any_policy_inhibit,
    }
  }
}
