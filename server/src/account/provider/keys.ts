import { exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import { newToken } from '../tokens.ts'
import { AccountKeyEntity } from './provider.entity.ts'

/** The algorithm of every signature between our server and our provider. */
export const ALGORITHM = 'ES256'

/** What the built-in provider and our server as its client sign with. */
export interface ProviderKeys {
  /** Signs ID tokens; the first key signs, all verify. */
  signing: JWK[]
  /** Signs the provider's cookies; the first key signs, all verify. */
  cookies: string[]
  /** Our server's own key as confidential client (private_key_jwt). */
  client: JWK
}

/** Reads the keys, making those that do not exist yet; sealed in the database, so that all servers share them. */
export async function loadProviderKeys(deps: { db: Database; clock: Clock; vault: Vault }): Promise<ProviderKeys> {
  return {
    signing: await kept(deps, 'idp-signing', async () => [await newKey()]),
    cookies: await kept(deps, 'idp-cookies', async () => [newToken()]),
    client: await kept(deps, 'idp-client', newKey),
  }
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: newToken().slice(0, 16), use: 'sig', alg: ALGORITHM }
}

async function kept<T>(
  { db, clock, vault }: { db: Database; clock: Clock; vault: Vault },
  name: string,
  make: () => Promise<T>,
): Promise<T> {
  const read = async () => {
    const row = await db.em().findOne(AccountKeyEntity, { name })
    return row && (JSON.parse(vault.open('account_key', 'value', name, row.sealedValue)) as T)
  }
  const found = await read()
  if (found) return found
  const made = await make()
  try {
    await db.em().insert(AccountKeyEntity, {
      name,
      sealedValue: vault.seal('account_key', 'value', name, JSON.stringify(made)),
      createdAt: clock.now(),
    })
    return made
  } catch (error) {
    // Another server started at the same time and was first: its key counts.
    if (!isUniqueViolation(error)) throw error
    return (await read())!
  }
}
