import { expect } from 'chai'
import type { Adapter } from 'oidc-provider'
import { FakeClock } from '../../platform/clock/clock.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { databaseAdapter, sweepProvider } from './adapter.ts'
import { loadProviderKeys } from './keys.ts'

describeDatabases('the provider’s memory', open => {
  let db: Database
  let drop: () => Promise<void>
  const clock = new FakeClock('2026-11-22T09:00:00Z')
  const vault = createVault(deriveDataKey(Buffer.alloc(32, 5)))
  const adapter = (kind: string) => databaseAdapter({ db, clock, vault })(kind) as Adapter

  before(async () => {
    ;({ db, drop } = await open())
    await db.orm.schema.update()
  })
  after(() => drop())

  it('gives back what it was told, kind by kind, and takes corrections', async () => {
    await adapter('Session').upsert('id-1', { uid: 'uid-1', accountId: 'someone' }, 60)
    expect(await adapter('Session').find('id-1')).to.deep.equal({ uid: 'uid-1', accountId: 'someone' })
    expect(await adapter('Session').findByUid('uid-1')).to.deep.include({ accountId: 'someone' })
    expect(await adapter('Interaction').find('id-1')).to.equal(undefined)
    await adapter('Session').upsert('id-1', { uid: 'uid-2', accountId: 'other' }, 60)
    expect(await adapter('Session').findByUid('uid-1')).to.equal(undefined)
    expect(await adapter('Session').find('id-1')).to.deep.include({ accountId: 'other' })
    await adapter('Session').destroy('id-1')
    expect(await adapter('Session').find('id-1')).to.equal(undefined)
  })

  it('forgets at the second it was told to', async () => {
    await adapter('AuthorizationCode').upsert('code-1', {}, 60)
    clock.advance(59_999)
    expect(await adapter('AuthorizationCode').find('code-1')).to.deep.equal({})
    clock.advance(1)
    expect(await adapter('AuthorizationCode').find('code-1')).to.equal(undefined)
    expect(await sweepProvider(db, clock.now())).to.equal(1)
  })

  it('lets a code be used once, also by ten at once', async () => {
    await adapter('AuthorizationCode').upsert('code-2', {}, 60)
    const uses = await Promise.allSettled(
      Array.from({ length: 10 }, () => adapter('AuthorizationCode').consume('code-2')),
    )
    expect(uses.filter(({ status }) => status === 'fulfilled')).to.have.length(1)
    expect(await adapter('AuthorizationCode').find('code-2')).to.have.property(
      'consumed',
      clock.now().getTime() / 1_000,
    )
  })

  it('revokes everything of a grant and nothing else', async () => {
    await adapter('AccessToken').upsert('token-1', { grantId: 'grant-1' }, 60)
    await adapter('AccessToken').upsert('token-2', { grantId: 'grant-2' }, 60)
    await adapter('AccessToken').revokeByGrantId('grant-1')
    expect(await adapter('AccessToken').find('token-1')).to.equal(undefined)
    expect(await adapter('AccessToken').find('token-2')).to.deep.include({ grantId: 'grant-2' })
  })

  it('keeps neither ids nor payloads in the clear', async () => {
    await adapter('AccessToken').upsert('secret-token', { grantId: 'secret-grant', accountId: 'secret-account' }, 60)
    const rows = await db
      .sql<{ oidc_record: Record<string, unknown> }>()
      .selectFrom('oidc_record')
      .selectAll()
      .execute()
    expect(JSON.stringify(rows)).to.not.include('secret-')
  })

  it('shares its keys with every server that starts, even at the same time', async () => {
    const loaded = await Promise.all(Array.from({ length: 3 }, () => loadProviderKeys({ db, clock, vault })))
    for (const keys of [...loaded, await loadProviderKeys({ db, clock, vault })]) expect(keys).to.deep.equal(loaded[0])
    expect(loaded[0]!.signing[0]).to.include({ kty: 'EC', crv: 'P-256', alg: 'ES256' })
  })
})
