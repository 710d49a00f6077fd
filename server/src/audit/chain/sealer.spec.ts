import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { DAY, FakeClock } from '../../platform/clock/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { storedInstant } from '../../platform/database/rows.ts'
import { createLog } from '../../platform/log/log.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import type { ChainTables } from './chain-tables.ts'
import { checkpointFile, readCheckpoints } from './checkpoint.ts'
import { Sealer } from './sealer.ts'
import { checkpointsIn, sealsIn, signer, specId, specRow, writeChain } from './spec/chain-copy.ts'
import { storedChain } from './stored-chain.ts'
import { verifyChain } from './verify.ts'

const HOUR = 3_600_000

describeDatabases('the sealer', open => {
  let db: Database
  let drop: () => Promise<void>
  let folder: string
  let file: string
  let clock: FakeClock
  let sealer: Sealer

  before(async () => {
    ;({ db, drop } = await open())
    folder = mkdtempSync(join(tmpdir(), 'portico-seal-'))
    file = join(folder, 'data', 'audit-checkpoints.jsonl')
  })
  after(async () => {
    rmSync(folder, { recursive: true, force: true })
    await drop()
  })
  beforeEach(async () => {
    rmSync(join(folder, 'data'), { recursive: true, force: true })
    await writeChain(db, { records: [], seals: [], checkpoints: [] })
    clock = new FakeClock('2026-11-22T09:00:00.000Z')
    sealer = another()
  })

  const another = () => new Sealer({ db, clock, log: createLog('silent'), signer, file })

  /** Rows with these numbers as ids, dated so long before now. */
  const append = async (numbers: readonly number[], ago = 0) => {
    for (let from = 0; from < numbers.length; from += 1_000)
      await db
        .sql<ChainTables>()
        .insertInto('audit_record')
        .values(
          numbers.slice(from, from + 1_000).map(n => {
            const { id, event, code, actorId, sessionId, subjectType, subjectId, facts } = specRow(n)
            return {
              id,
              event,
              code,
              actor_id: actorId,
              session_id: sessionId,
              subject_type: subjectType,
              subject_id: subjectId,
              facts,
              at: storedInstant(db.dialect, new Date(clock.now().getTime() - ago)),
            }
          }),
        )
        .execute()
  }
  const sealedNumbers = async () => (await sealsIn(db)).map(({ record_id: id }) => Number(id.slice(-12)))
  const verdict = () => verifyChain(storedChain(db), { signer })

  it('chains rows by time and id, and the second time does nothing', async () => {
    await append([4, 2, 3])
    await append([9, 1], HOUR)
    expect(await sealer.seal()).to.equal(5)
    expect(await sealedNumbers()).to.deep.equal([1, 9, 2, 3, 4])
    expect(await sealer.seal()).to.equal(0)
    expect(await verdict()).to.deep.include({ rows: 5, waiting: 0, broken: null })
  })

  it('goes through more rows than a batch and a page hold, each once', async () => {
    const numbers = Array.from({ length: 12_500 }, (_, index) => index + 1)
    await append(numbers)
    expect(await sealer.seal()).to.equal(12_500)
    expect(await sealedNumbers()).to.deep.equal(numbers)
    expect((await verdict()).broken).to.equal(null)
  })

  it('seals a row that committed late after those it found before', async () => {
    await append([1, 3])
    await sealer.seal()
    await append([2], 47 * HOUR)
    expect(await sealer.seal()).to.equal(1)
    expect(await sealedNumbers()).to.deep.equal([1, 3, 2])
    expect((await verdict()).broken).to.equal(null)
  })

  it('finds a row put in long before once a day; verifying names it before and after', async () => {
    await append([1])
    await sealer.seal()
    await append([2], 49 * HOUR)
    expect(await sealer.seal()).to.equal(0)
    expect((await verdict()).broken).to.deep.include({ kind: 'inserted', sequence: null, recordId: specId(2) })
    clock.advance(DAY)
    expect(await sealer.seal()).to.equal(1)
    expect((await verdict()).broken).to.deep.include({ kind: 'inserted', sequence: 2, recordId: specId(2) })
  })

  it('seals each row once when two servers do it at the same time', async () => {
    await append(Array.from({ length: 5_000 }, (_, index) => index + 1))
    await Promise.allSettled([sealer.seal(), another().seal()])
    await sealer.seal()
    expect(await verdict()).to.deep.include({ rows: 5_000, waiting: 0, broken: null })
  })

  it('signs a checkpoint after 1,000 rows or an hour, in the database and in the file', async () => {
    const run = async () => {
      await sealer.seal()
      return sealer.sign()
    }
    expect(await run(), 'of nothing').to.equal(null)
    await append([1])
    expect(await run(), 'the first').to.equal(1)
    await append([2])
    expect(await run(), 'too early').to.equal(null)
    await append(Array.from({ length: 999 }, (_, index) => index + 3))
    expect(await run(), 'a thousand').to.equal(1_001)
    await append([1_002])
    clock.advance(HOUR - 1)
    expect(await run(), 'a moment too early').to.equal(null)
    clock.advance(1)
    expect(await run(), 'an hour').to.equal(1_002)
    clock.advance(DAY)
    expect(await run(), 'nothing new').to.equal(null)

    const told = await checkpointsIn(db)
    expect(told.map(({ sequence }) => sequence)).to.deep.equal([1, 1_001, 1_002])
    expect(await readCheckpoints(file)).to.deep.equal({ checkpoints: told, unreadable: 0 })
    expect(readFileSync(file, 'utf8').split('\n')).to.have.length(4)
    expect(await verifyChain(storedChain(db), { signer, kept: told })).to.deep.include({ checkpoints: 3, broken: null })
  })

  it('signs nothing when the chain became shorter than it was signed', async () => {
    await append([1, 2, 3])
    await sealer.seal()
    await sealer.sign()
    await db.sql<ChainTables>().deleteFrom('audit_seal').where('sequence', '>', 1).execute()
    await db.sql<ChainTables>().deleteFrom('audit_record').where('id', '>', specId(1)).execute()
    clock.advance(DAY)
    expect(await sealer.sign()).to.equal(null)
    expect((await verdict()).broken).to.deep.include({ kind: 'cut', sequence: 2, until: 3 })
  })
})

describe('the file of checkpoints', () => {
  it('is the embedded database’s or that of a named one, which may share the folder', () => {
    expect(checkpointFile('/data', '/data/portico.db')).to.equal('/data/audit-checkpoints.jsonl')
    expect(checkpointFile('/data', 'mariadb://u:p@host:3306/por.tico')).to.equal(
      '/data/audit-checkpoints.por_tico.jsonl',
    )
  })
})
