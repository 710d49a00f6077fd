import { expect } from 'chai'
import { OrganisationEntity } from '../partner/partners/index.ts'
import { isRefusal, Refusal } from '../platform/refusal/refusal.ts'
import { afterCommit } from '../platform/database/after-commit.ts'
import { unitOfWork, type Database, type Tx } from '../platform/database/database.ts'
import { countStatements } from '../platform/database/guard.ts'
import { describeDatabases } from './test-database.ts'

describeDatabases('a unit of work', open => {
  let db: Database
  let drop: () => Promise<void>
  let n = 0

  before(async () => ({ db, drop } = await open()))
  after(() => drop())

  const organisation = (tx: Tx) =>
    tx.create(OrganisationEntity, {
      id: `00000000-0000-7000-8000-${String(++n).padStart(12, '0')}`,
      name: `O ${n}`,
      nameKey: `o ${n}`,
      createdAt: new Date(),
    })
  const count = () => db.em().count(OrganisationEntity)

  it('commits what it returns', async () => {
    const before = await count()
    await unitOfWork(db, async tx => organisation(tx).id)
    expect(await count()).to.equal(before + 1)
  })

  it('rolls back on a refusal, also what was flushed, and hands the refusal over', async () => {
    const before = await count()
    const result = await unitOfWork(db, async tx => {
      organisation(tx)
      await tx.flush()
      return new Refusal('NO')
    })
    expect(isRefusal(result)).to.equal(true)
    expect(await count()).to.equal(before)
  })

  it('rolls back on a throw', async () => {
    const before = await count()
    const failure = await unitOfWork(db, async tx => {
      organisation(tx)
      await tx.flush()
      throw new Error('broken')
    }).catch((error: Error) => error.message)
    expect(failure).to.equal('broken')
    expect(await count()).to.equal(before)
  })

  for (const [what, reach] of Object.entries({
    'another manager': (other: Database) => other.em().count(OrganisationEntity),
    'plain SQL': (other: Database) =>
      other.sql<{ organisation: { id: string } }>().selectFrom('organisation').select('id').execute(),
    'a unit of work of its own': (other: Database) => unitOfWork(other, async () => 1),
  }))
    it(`lets nobody reach past its transaction by ${what}, and does not hang`, async () => {
      const failure = await unitOfWork(db, async () => reach(db)).catch((error: Error) => error.message)
      expect(failure).to.match(/only its own transaction may query/)
      expect(await count()).to.be.a('number')
    })

  it('does what waits for its commit after it, and nothing of it when it rolls back', async () => {
    const seen: string[] = []
    await unitOfWork(db, async tx => {
      afterCommit(tx, () => seen.push('committed'))
      seen.push('inside')
      return 1
    })
    await unitOfWork(db, async tx => {
      afterCommit(tx, () => seen.push('never'))
      return new Refusal('NO')
    })
    expect(seen).to.deep.equal(['inside', 'committed'])
  })

  it('sees what others commit meanwhile where it asks for that, on a server', async function () {
    if (db.dialect === 'sqlite') this.skip()
    const seen = async (options: { readCommitted?: boolean }) => {
      const [inside, written] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const other = inside.promise
        .then(() => unitOfWork(db, async tx => organisation(tx).id))
        .then(() => written.resolve(), written.reject)
      const grown = await unitOfWork(
        db,
        async tx => {
          const before = await tx.count(OrganisationEntity)
          inside.resolve()
          await written.promise
          return (await tx.count(OrganisationEntity)) - before
        },
        options,
      )
      await other
      return grown
    }
    expect(await seen({})).to.equal(0)
    expect(await seen({ readCommitted: true })).to.equal(1)
  })

  it('leaves free what it started and what runs on after it', async () => {
    const after = Promise.withResolvers<number>()
    await unitOfWork(db, async () => {
      setTimeout(() => void count().then(after.resolve, after.reject), 20)
      return 1
    })
    expect(await after.promise).to.be.a('number')
  })

  it('counts statements for specs', async () => {
    const { statements } = await countStatements(() => count())
    expect(statements).to.have.length(1)
  })

  it('keeps instants to the millisecond, in UTC', async () => {
    const at = new Date('2126-11-22T09:00:00.123Z')
    const id = '00000000-0000-7000-8000-999999999999'
    await unitOfWork(
      db,
      async tx => tx.create(OrganisationEntity, { id, name: 'later', nameKey: 'later', createdAt: at }).id,
    )
    expect((await db.em().findOneOrFail(OrganisationEntity, { id })).createdAt.toISOString()).to.equal(at.toISOString())
  })
})
