import { expect } from 'chai'
import { seeded } from '../../partner/certificates/x509/spec/seeded.ts'
import type { Database } from '../../platform/database/database.ts'
import { describeDatabases } from '../../spec/test-database.ts'
import { chainOf, sealsOf, signer, sourceOf, writeChain, type ChainCopy } from './spec/chain-copy.ts'
import { acts, type Tampering } from './spec/tampering.ts'
import { storedChain } from './stored-chain.ts'
import { verifyChain, type Verdict } from './verify.ts'

const SEED = 20_261_122
const names = Object.keys(acts)

const copyOf = ({ records, seals, checkpoints }: ChainCopy): ChainCopy => ({
  records: [...records],
  seals: [...seals],
  checkpoints: [...checkpoints],
})

function expectFound({ broken }: Verdict, done: Tampering, title: string): void {
  expect(broken, title).not.to.equal(null)
  expect(broken!.sequence, `${title}: ${broken!.kind}`).to.equal(done.sequence)
  expect(done.kinds, title).to.include(broken!.kind)
  if (done.recordId !== undefined) expect(broken!.recordId, title).to.equal(done.recordId)
}

describe('an audit record that somebody changed', () => {
  it('is found by its first broken row, whatever of 1,000 random things was done', async () => {
    const whole = chainOf(200, [60, 130, 200])
    const random = seeded(SEED)
    const done = new Map<string, number>()
    for (let n = 0; n < 1_000; n += 1) {
      const name = names[n < names.length ? n : random(names.length)]!
      const copy = copyOf(whole)
      const tampering = acts[name]!(copy, random)
      expectFound(
        await verifyChain(sourceOf(copy), { signer, kept: whole.checkpoints }),
        tampering,
        `${n}: ${name} (${tampering.what})`,
      )
      done.set(name, (done.get(name) ?? 0) + 1)
    }
    expect([...done.keys()]).to.have.members(names)
    expect((await verifyChain(sourceOf(whole), { signer, kept: whole.checkpoints })).broken).to.equal(null)
  })

  it('is found when a checkpoint was taken away that a copy still holds', async () => {
    const whole = chainOf(20, [10, 20])
    const copy = { ...whole, checkpoints: whole.checkpoints.slice(1) }
    const { broken } = await verifyChain(sourceOf(copy), { signer, kept: whole.checkpoints })
    expect(broken).to.deep.include({ kind: 'checkpoint-missing', sequence: 10 })
  })

  it('is told how far a rewritten end may reach', async () => {
    const whole = chainOf(40, [10, 20, 40])
    const copy = copyOf(whole)
    copy.records = copy.records.map((row, index) => (index === 14 ? { ...row, event: 'sign-out' } : row))
    const seals = sealsOf(copy.records)
    const { broken } = await verifyChain(sourceOf({ ...copy, seals }), { signer })
    expect(broken).to.deep.include({ kind: 'rewritten', sequence: 11, until: 20 })
  })
})

describeDatabases('a changed audit record in the database', open => {
  let db: Database
  let drop: () => Promise<void>
  const whole = chainOf(60, [20, 40, 60])

  before(async () => {
    ;({ db, drop } = await open())
  })
  after(() => drop())

  it('is whole before', async () => {
    await writeChain(db, whole)
    const verdict = await verifyChain(storedChain(db), { signer, kept: whole.checkpoints })
    expect(verdict).to.deep.equal({ rows: 60, checkpoints: 3, waiting: 0, broken: null })
  })

  for (const name of names)
    it(`is found by its first broken row: ${name}`, async () => {
      const random = seeded(SEED + names.indexOf(name))
      for (let n = 0; n < 3; n += 1) {
        const copy = copyOf(whole)
        const done = acts[name]!(copy, random)
        await writeChain(db, copy)
        expectFound(await verifyChain(storedChain(db), { signer, kept: whole.checkpoints }), done, `${n}: ${done.what}`)
      }
    })
})
