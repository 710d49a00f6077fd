import { expect } from 'chai'
import { createAudit } from '../audit/index.ts'
import { FakeClock } from '../platform/clock/clock.ts'
import { deriveDataKey } from '../platform/crypto/data-key.ts'
import { createVault } from '../platform/crypto/seal.ts'
import { unitOfWork, type Database } from '../platform/database/database.ts'
import { describeDatabases } from '../spec/test-database.ts'
import { isRefusal } from '../platform/refusal/refusal.ts'
import { createPasswords } from './passwords.ts'
import { person, recorded } from './spec/world.ts'
import { UserEntity, UserRoleEntity } from './user.entity.ts'
import type { NewUser } from './new-user.ts'
import { Users, type FederatedPerson } from './users.service.ts'

describeDatabases('people', open => {
  let db: Database
  let drop: () => Promise<void>
  let users: Users
  const clock = new FakeClock('2026-11-22T09:00:00Z')
  const vault = createVault(deriveDataKey(Buffer.alloc(32, 3)))

  before(async () => {
    ;({ db, drop } = await open())
    await db.orm.schema.update()
    users = new Users({ db, clock, vault, passwords: await createPasswords(), audit: createAudit({ clock }) })
  })
  after(() => drop())

  describe('made here', () => {
    it('keep names, e-mail and phone sealed, and are found by either name', async () => {
      const created = (await users.create(person('zoe', { phone: '+33 1 23 45 67 89' }))) as { id: string }
      const row = (await db.em().findOne(UserEntity, { id: created.id }))!
      for (const [column, value] of [
        ['email', 'zoe@example.org'],
        ['phone', '+33 1 23 45 67 89'],
        ['first_name', 'Amélie'],
        ['last_name', 'Laurent'],
      ] as const) {
        const property =
          `sealed${column.replaceAll(/(^|_)(\w)/g, (_all, _line, letter: string) => letter.toUpperCase())}` as 'sealedEmail'
        expect(row[property]).to.not.include(value)
        expect(vault.open('user', column, row.id, row[property]!)).to.equal(value)
      }
      for (const login of ['zoe', 'ZOE', 'Zoe@Example.org'])
        expect(await users.findByLogin(login)).to.include({ id: created.id, active: true })
      expect(await users.findByLogin('zo')).to.equal(null)
    })

    it('are recorded, administrators by their own name', async () => {
      const created = (await users.create(person('root'))) as { id: string }
      expect((await recorded(db)).at(-1)).to.deep.equal(['administrator.created', { roles: 'PARTNER_ADMIN' }])
      expect(await users.claims(created.id)).to.deep.equal({ username: 'root', roles: ['PARTNER_ADMIN'] })
    })

    const wrong: [string, Partial<NewUser>, string, string][] = [
      ['no username', { username: ' ' }, 'INPUT_REQUIRED', 'username'],
      ['a long username', { username: 'x'.repeat(37) }, 'INPUT_TOO_LONG', 'username'],
      ['an address as username', { username: 'a@b' }, 'INPUT_FORMAT', 'username'],
      ['a username with a space', { username: 'a b' }, 'INPUT_FORMAT', 'username'],
      ['no e-mail', { email: '' }, 'INPUT_REQUIRED', 'email'],
      ['an e-mail without @', { email: 'example.org' }, 'INPUT_FORMAT', 'email'],
      ['a long e-mail', { email: `${'x'.repeat(250)}@e.org` }, 'INPUT_TOO_LONG', 'email'],
      ['no first name', { firstName: '' }, 'INPUT_REQUIRED', 'firstName'],
      ['a long last name', { lastName: 'x'.repeat(129) }, 'INPUT_TOO_LONG', 'lastName'],
      ['a long phone', { phone: '1'.repeat(33) }, 'INPUT_TOO_LONG', 'phone'],
      ['a short password', { password: 'eleven char' }, 'PASSWORD_TOO_SHORT', 'password'],
      ['a long password', { password: 'x1y2'.repeat(65) }, 'INPUT_TOO_LONG', 'password'],
      [
        'the own e-mail as password',
        { email: 'long.name@example.org', password: 'Long.Name@example.org' },
        'PASSWORD_GUESSABLE',
        'password',
      ],
      ['a password of one letter', { password: 'aaaaaaaaaaaaaaa' }, 'PASSWORD_GUESSABLE', 'password'],
      ['somebody’s username', { username: 'TAKEN' }, 'USERNAME_TAKEN', 'username'],
      ['somebody’s e-mail', { email: 'TAKEN@example.org' }, 'EMAIL_TAKEN', 'email'],
    ]
    it('are refused with a reason and a field, and nothing is half-saved', async () => {
      await users.create(person('taken'))
      const before = [await db.em().count(UserEntity), await db.em().count(UserRoleEntity), (await recorded(db)).length]
      for (const [what, change, code, field] of wrong) {
        const result = await users.create(person('fresh', change))
        expect(isRefusal(result) && { code: result.code, field: result.field }, what).to.deep.equal({
          code,
          field: [field],
        })
      }
      expect([
        await db.em().count(UserEntity),
        await db.em().count(UserRoleEntity),
        (await recorded(db)).length,
      ]).to.deep.equal(before)
    })

    it('get a name once, however many ask at the same time', async () => {
      const results = await Promise.all(
        Array.from({ length: 5 }, (_, index) => users.create(person('race', { email: `race${index}@example.org` }))),
      )
      expect(results.filter(result => !isRefusal(result))).to.have.length(1)
    })
  })

  describe('of another provider', () => {
    const ines = (more: Partial<FederatedPerson> = {}): FederatedPerson => ({
      issuer: 'https://keycloak.example/realms/pms',
      subject: 'f:1:ines',
      username: 'ines',
      email: 'ines@example.org',
      phone: null,
      firstName: 'Inès',
      lastName: 'Moreau',
      roles: ['AUTH_PARTNER', 'offline_access'],
      ...more,
    })
    const synchronise = (who: FederatedPerson) =>
      unitOfWork(db, tx => users.synchronise(tx, who)) as Promise<{ id: string } | null>
    const rolesOf = async (id: string) =>
      (await db.em().find(UserRoleEntity, { user: id })).map(({ role }) => role).sort()

    it('are one row by issuer and subject, brought up to date with names and roles at each sign-in', async () => {
      const first = (await synchronise(ines()))!
      expect(await rolesOf(first.id)).to.deep.equal(['AUTH_PARTNER'])
      const second = (await synchronise(
        ines({ username: 'ines.m', lastName: 'Diallo', roles: ['POLICYMANAGER', 'PARTNER_ADMIN'] }),
      ))!
      expect(second.id).to.equal(first.id)
      expect(await rolesOf(first.id)).to.deep.equal(['PARTNER_ADMIN', 'POLICYMANAGER'])
      const row = (await db.em().findOne(UserEntity, { id: first.id }))!
      expect(row.username).to.equal('ines.m')
      expect(vault.open('user', 'last_name', row.id, row.sealedLastName)).to.equal('Diallo')
    })

    it('are others when the issuer differs, whatever their name and address', async () => {
      const here = (await synchronise(ines()))!
      const there = (await synchronise(ines({ issuer: 'https://other.example' })))!
      expect(there.id).to.not.equal(here.id)
    })

    it('cannot sign in with a password here, nor take over a person of the built-in provider', async () => {
      await synchronise(ines({ username: 'zoe', email: 'zoe@example.org', subject: 'f:1:zoe' }))
      expect((await users.findByLogin('zoe@example.org'))!.passwordHash).to.match(/^\$argon2id/)
      expect(await users.findByLogin('ines')).to.equal(null)
    })

    it('stay outside once switched off', async () => {
      const { id } = (await synchronise(ines({ subject: 'f:1:off' })))!
      await db.em().nativeUpdate(UserEntity, { id }, { status: 'INACTIVE' })
      expect(await synchronise(ines({ subject: 'f:1:off' }))).to.equal(null)
    })
  })
})
