import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { AdminDirectory, administratorDirectoryJob } from '../../account/index.ts'
import { contactsOf } from '../../account/recipients.queries.ts'
import { UserEntity, UserRoleEntity } from '../../account/user.entity.ts'
import { AuditRecordEntity, createAudit } from '../../audit/index.ts'
import { FakeClock } from '../../platform/clock/clock.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/ids/ids.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { KeycloakAdministrators, type KeycloakAdministratorsOptions } from './administrators.ts'
import { faults, StubKeycloak, type StubPerson } from './spec/stub-keycloak.ts'

const person = (username: string, more: Partial<StubPerson> = {}): StubPerson => ({
  id: `id-of-${username}`,
  username,
  email: `${username}@example.org`,
  firstName: 'Inès',
  lastName: 'Moreau',
  ...more,
})

describeDatabases('administrators whom Keycloak lists', open => {
  let db: Database
  let drop: () => Promise<void>
  let keycloak: StubKeycloak
  let clock: FakeClock
  const vault = createVault(deriveDataKey(randomBytes(32)))

  before(async () => ({ db, drop } = await open()))
  after(() => drop())
  beforeEach(async () => {
    keycloak = await new StubKeycloak().open()
    clock = new FakeClock('2026-11-22T10:00:00Z')
    await db.em().nativeDelete(UserRoleEntity, {})
    await db.em().nativeDelete(UserEntity, {})
    await db.em().nativeDelete(AuditRecordEntity, {})
  })
  afterEach(() => keycloak.close())

  const directoryOf = (more: Partial<KeycloakAdministratorsOptions> = {}) => {
    const { issuer, url, secret: clientSecret } = keycloak
    const source = new KeycloakAdministrators({ issuer, url, clientId: 'portico', clientSecret, clock, ...more })
    return new AdminDirectory({ db, clock, vault, audit: createAudit({ clock }), source })
  }
  const refresh = (more?: Partial<KeycloakAdministratorsOptions>) => directoryOf(more).refresh()
  const holders = async () => {
    const held = await db.em().find(UserRoleEntity, { role: 'PARTNER_ADMIN' })
    const users = await db.em().find(UserEntity, { id: { $in: held.map(({ user }) => user) } })
    return users.map(({ subject }) => subject.replace('id-of-', '')).sort()
  }
  const row = (username: string) => db.em().findOneOrFail(UserEntity, { subject: `id-of-${username}` })
  const audited = async () =>
    (await db.em().find(AuditRecordEntity, {}, { orderBy: { id: 'asc' } })).map(({ event }) => event)

  it('are recipients before they ever signed in, in the language they chose there', async () => {
    keycloak.direct = [person('boss', { attributes: { locale: ['fr'] } }), person('plain')]
    expect(await refresh()).to.deep.equal({ added: 2, removed: 0 })
    expect(await holders()).to.deep.equal(['boss', 'plain'])
    const boss = await row('boss')
    expect(boss).to.include({
      issuer: keycloak.issuer,
      subject: 'id-of-boss',
      username: 'boss',
      language: 'fr',
      status: 'ACTIVE',
      usernameKey: null,
      passwordHash: null,
    })
    expect((await contactsOf({ db, vault }, [boss.id])).get(boss.id)).to.deep.equal({
      address: 'boss@example.org',
      name: 'Inès Moreau',
    })
    expect((await row('plain')).language).to.equal('en')
    expect(JSON.stringify(await db.em().execute('select * from user'))).not.to.match(/example\.org|Moreau/)
    expect(await audited()).to.deep.equal(['administrator.listed', 'administrator.listed'])
  })

  it('are looked up again to no effect', async () => {
    keycloak.direct = [person('boss')]
    await refresh()
    const before = await row('boss')
    expect(await refresh()).to.deep.equal({ added: 0, removed: 0 })
    expect(await row('boss')).to.deep.equal(before)
    expect(await audited()).to.have.length(1)
  })

  it('are followed in name, address and language', async () => {
    keycloak.direct = [person('boss')]
    await refresh()
    keycloak.direct = [
      person('boss', { username: 'chief', email: 'chief@example.org', attributes: { locale: ['ar'] } }),
    ]
    await refresh()
    const boss = await row('boss')
    expect(boss).to.include({ username: 'chief', language: 'ar' })
    expect((await contactsOf({ db, vault }, [boss.id])).get(boss.id)!.address).to.equal('chief@example.org')
  })

  it('keep their other roles, their phone, and a language of ours where Keycloak knows none', async () => {
    const id = newId()
    const em = db.em()
    em.create(UserEntity, {
      id,
      issuer: keycloak.issuer,
      subject: 'id-of-boss',
      username: 'boss',
      usernameKey: null,
      emailIndex: null,
      sealedEmail: null,
      sealedPhone: vault.seal('user', 'phone', id, '+212 522 000 000'),
      sealedFirstName: vault.seal('user', 'first_name', id, 'Inès'),
      sealedLastName: vault.seal('user', 'last_name', id, 'Moreau'),
      passwordHash: null,
      language: 'ar',
      status: 'ACTIVE',
      createdAt: clock.now(),
    })
    em.create(UserRoleEntity, { user: id, role: 'POLICYMANAGER' })
    await em.flush()
    keycloak.direct = [person('boss', { attributes: { locale: ['tlh'] } })]
    expect(await refresh()).to.deep.equal({ added: 1, removed: 0 })
    const boss = await row('boss')
    expect(boss.language).to.equal('ar')
    expect(vault.open('user', 'phone', id, boss.sealedPhone!)).to.equal('+212 522 000 000')
    const roles = (await db.em().find(UserRoleEntity, { user: id })).map(({ role }) => role)
    expect(roles.sort()).to.deep.equal(['PARTNER_ADMIN', 'POLICYMANAGER'])
  })

  it('are read page by page, and by groups down to the deepest', async () => {
    keycloak.direct = ['a', 'b', 'c', 'd', 'e'].map(name => person(name))
    keycloak.groups = [
      {
        id: 'admins',
        members: [person('a'), person('f'), person('g')],
        children: [{ id: 'deep', members: [], children: [{ id: 'deeper', members: [person('h')] }] }],
      },
    ]
    expect(await refresh({ page: 2 })).to.deep.equal({ added: 8, removed: 0 })
    expect(await holders()).to.deep.equal(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
    expect(keycloak.asked.slice(0, 3)).to.deep.equal(
      [0, 2, 4].map(first => `roles/PARTNER_ADMIN/users?first=${first}&max=2&briefRepresentation=false`),
    )
    expect(keycloak.tokens).to.equal(1)
  })

  it('lose the role when they lost it there, were switched off, or are gone', async () => {
    const names = ['stays', 'lost', 'off', 'gone']
    keycloak.direct = names.map(name => person(name))
    await refresh()
    keycloak.direct = [person('stays'), person('off', { enabled: false })]
    expect(await refresh()).to.deep.equal({ added: 0, removed: 3 })
    expect(await holders()).to.deep.equal(['stays'])
    expect((await audited()).filter(event => event === 'administrator.unlisted')).to.have.length(3)
    expect(await db.em().count(UserEntity)).to.equal(4)
  })

  it('keep the role that no list tells of: by a composite role, or because the list moved while it was read', async () => {
    keycloak.direct = [person('boss')]
    await refresh()
    keycloak.direct = []
    keycloak.otherwise.add('id-of-boss')
    expect(await refresh()).to.deep.equal({ added: 0, removed: 0 })
    keycloak.otherwise.clear()
    expect(await refresh()).to.deep.equal({ added: 0, removed: 1 })
  })

  it('stay inactive when they were made so here', async () => {
    keycloak.direct = [person('boss')]
    await refresh()
    await db.em().nativeDelete(UserRoleEntity, {})
    await db.em().nativeUpdate(UserEntity, {}, { status: 'INACTIVE' })
    expect(await refresh()).to.deep.equal({ added: 0, removed: 0 })
    expect(await holders()).to.deep.equal([])
  })

  it('are people: clients’ own accounts and those switched off are none, and nobody of another issuer is touched', async () => {
    const id = newId()
    const em = db.em()
    em.create(UserEntity, {
      id,
      issuer: 'built-in',
      subject: id,
      username: 'other',
      usernameKey: 'other',
      emailIndex: null,
      sealedEmail: null,
      sealedPhone: null,
      sealedFirstName: vault.seal('user', 'first_name', id, 'O'),
      sealedLastName: vault.seal('user', 'last_name', id, 'P'),
      passwordHash: null,
      language: 'en',
      status: 'ACTIVE',
      createdAt: clock.now(),
    })
    em.create(UserRoleEntity, { user: id, role: 'PARTNER_ADMIN' })
    await em.flush()
    keycloak.direct = [person('service-account-portico'), person('off', { enabled: false })]
    expect(await refresh()).to.deep.equal({ added: 0, removed: 0 })
    expect(await holders()).to.deep.equal([id])
  })

  it('are one row when two servers look them up at once', async () => {
    keycloak.direct = ['a', 'b', 'c'].map(name => person(name))
    const counts = await Promise.all([refresh(), refresh()])
    expect(counts[0].added + counts[1].added).to.equal(3)
    expect(await db.em().count(UserEntity)).to.equal(3)
  })

  it('are asked for with a new token when the old one is no longer believed', async () => {
    keycloak.direct = [person('boss')]
    const directory = directoryOf()
    await directory.refresh()
    keycloak.tokens += 1
    expect(await directory.refresh()).to.deep.equal({ added: 0, removed: 0 })
    expect(keycloak.tokens).to.equal(3)
  })

  describe('are left as they are by', () => {
    const failure = (work: Promise<unknown>) =>
      work.then(
        () => null,
        (error: unknown) => error as Error & { code: string },
      )
    const before = async () => {
      keycloak.direct = [person('boss')]
      await refresh()
      keycloak.direct = [person('other')]
    }

    for (const [what, { reply, code }] of Object.entries(faults))
      for (const [where, good] of [
        ['when they are listed', 0],
        ['when somebody is asked for by name', 2],
      ] as const) {
        // Of a person, 404 is an answer.
        if (good === 2 && what === 'a realm without the role') continue
        it(`${what}, ${where}`, async () => {
          await before()
          const directory = directoryOf({ seconds: 0.5 })
          keycloak.fault = { after: good, reply }
          const fault = await failure(directory.refresh())
          expect(fault).to.include({ name: 'SourceFault', code })
          expect(fault!.message).not.to.match(/boss|example\.org|secret/)
          expect(await holders()).to.include('boss')
        })
      }

    it('a secret that is wrong', async () => {
      await before()
      const fault = await failure(refresh({ clientSecret: 'other' }))
      expect(fault).to.include({ name: 'SourceFault', code: 'DIRECTORY_REFUSES' })
      expect(await holders()).to.deep.equal(['boss'])
    })

    it('a Keycloak that is not there', async () => {
      await before()
      const issuer = 'http://127.0.0.1:1/realms/spec'
      expect(await failure(refresh({ issuer }))).to.include({ code: 'DIRECTORY_UNREACHABLE' })
      expect(await holders()).to.deep.equal(['boss'])
    })
  })

  it('are looked up each hour, before the notices are written', async () => {
    keycloak.direct = [person('boss')]
    const job = administratorDirectoryJob(directoryOf())
    expect(job).to.include({ name: 'administrator-directory', cron: '0 * * * *', priority: 40 })
    expect(await job.run(clock.businessNow())).to.deep.equal({ added: 1, removed: 0 })
  })
})
