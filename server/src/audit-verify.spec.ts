import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { auditSealJob, checkpointFile, createAudit } from './audit/index.ts'
import { loadDataKey } from './platform/crypto/data-key.ts'
import { createSigner } from './platform/crypto/signer.ts'
import { unitOfWork, type Database } from './platform/database/database.ts'
import { createLog } from './platform/log/log.ts'
import { systemClock } from './platform/clock/clock.ts'
import { openFresh } from './spec/test-database.ts'

const command = join(import.meta.dirname, 'audit-verify.ts')

describe('npm run audit:verify', () => {
  let home: string
  let db: Database
  let file: string

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'portico-verify-'))
    const data = join(home, 'data')
    file = checkpointFile(data, join(data, 'portico.db'))
    db = await openFresh({ url: join(data, 'portico.db'), drop: async () => undefined })
    const clock = systemClock
    await unitOfWork(db, async tx => {
      for (let attempt = 1; attempt <= 20; attempt += 1)
        createAudit({ clock }).record(tx, { event: 'sign-in.failed', facts: { attempt } })
      return true
    })
    const signer = createSigner(loadDataKey(undefined, data))
    expect(await auditSealJob({ db, clock, log: createLog('silent'), signer, file }).run(clock.now())).to.deep.equal({
      sealed: 20,
    })
  })
  after(async () => {
    await db.close()
    rmSync(home, { recursive: true, force: true })
  })

  const run = (...options: string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((done, fail) => {
      const { PATH, TMPDIR } = process.env
      const child = spawn(process.execPath, ['--import', 'tsx', command, ...options], {
        cwd: join(import.meta.dirname, '..'),
        env: { PATH, ...(TMPDIR ? { TMPDIR } : {}), PORTICO_HOME: home, INIT_CWD: home, LOG_LEVEL: 'error' },
      })
      let out = ''
      let err = ''
      child.stdout.on('data', chunk => (out += String(chunk)))
      child.stderr.on('data', chunk => (err += String(chunk)))
      child.on('error', fail)
      child.on('close', code => done({ code, out, err }))
    })

  it('ends with 0 and says how much is whole, and by which key it is signed', async () => {
    const { code, out, err } = await run()
    expect({ code, err }).to.deep.equal({ code: 0, err: '' })
    expect(out).to.include('The record is whole: 20 sealed rows, 1 checkpoints, 0 rows waiting for their seal.')
    expect(out).to.match(/Ed25519 key: MCowBQYDK2VwAyEA[\w+/]+=/)
    expect(out).to.match(/[\d,]+ rows a second/)
  })

  it('ends with 1 and names the first broken row, for people and for programs', async () => {
    const [{ id, record }] = (await db
      .em()
      .execute(
        'select r.id, r.facts as record from audit_record r inner join audit_seal s on s.record_id = r.id where s.sequence = 7',
      )) as [{ id: string; record: string }]
    await db.em().execute('update audit_record set facts = ? where id = ?', ['{"attempt":1}', id])
    const told = await run()
    expect(told.code).to.equal(1)
    expect(told.out).to.include('The record is BROKEN at row 7: changed.').and.to.include(id)
    const { code, out } = await run('--json')
    expect(code).to.equal(1)
    expect(JSON.parse(out)).to.deep.include({
      whole: false,
      rows: 6,
      broken: { kind: 'changed', sequence: 7, recordId: id, says: 'The row is not the one that was sealed.' },
    })
    await db.em().execute('update audit_record set facts = ? where id = ?', [record, id])
    expect((await run('--json')).code).to.equal(0)
  })

  it('holds the chain against copies kept elsewhere, and counts lines that are none', async () => {
    const copy = join(home, 'copy.jsonl')
    writeFileSync(copy, '{"sequence":21,"hash":"00","at":"2026-11-22T09:00:00.000Z","signature":"0.0"}\n')
    const { code, out } = await run('--checkpoints', 'copy.jsonl')
    expect(code).to.equal(1)
    expect(out).to.include('BROKEN at row 21: checkpoint-forged')
    appendFileSync(file, '{"sequence":')
    expect((await run()).out)
      .to.include('whole')
      .and.to.include('1 lines of the checkpoint files could not be read')
  })

  it('ends with 2 when it was asked wrongly', async () => {
    expect(await run('--checkpoint', 'x')).to.include({ code: 2, out: '' })
    const { code, err } = await run('--checkpoints', 'nowhere.jsonl')
    expect(code).to.equal(2)
    expect(err).to.match(/^Cannot read .*nowhere\.jsonl: ENOENT\.\n$/)
    expect((await run('--help')).out).to.include('npm run audit:verify --')
  })
})
