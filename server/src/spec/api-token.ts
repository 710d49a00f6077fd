import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Caller } from './test-house.ts'

const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  ... on CreatedApiToken { token } ... on Refusal { message } } }`

/** An API token of the caller's, as the profile page makes one. */
export async function makeToken(caller: Caller, permissions: readonly string[]): Promise<string> {
  const { data } = await caller.ask(CREATE, { input: { name: 'Specification', permissions, days: 1 } })
  const { token, message } = data['createApiToken'] as unknown as { token?: string; message?: string }
  if (!token) throw new Error(message)
  return token
}

/** A place for a file of that name in a folder of its own. */
export function temporaryFile(name: string): { path: string; folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'portico-spec-'))
  return { folder, path: join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
