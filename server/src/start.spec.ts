import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { UserEntity } from './account/user.entity.ts'
import { entities } from './entities.ts'
import { migrations } from './migrations/index.ts'
import { OrganisationEntity } from './partner/partners/index.ts'
import { TrustCertificateEntity } from './partner/certificates/trust-store/index.ts'
import { openDatabase } from './platform/database/database.ts'
import { sandboxAuthorities } from './sandbox/authorities.seed.ts'
import { testDomains } from './sandbox/authority/test-authorities.ts'
import { sandboxPeople } from './sandbox/people.seed.ts'
import { describeEach, type FreshDatabase } from './spec/test-database.ts'
import { freePort } from './account/spec/world.ts'

interface Run {
  child: ChildProcess
  out: string
  err: string
  /** Resolves when the text has been said on standard output, or the process has ended. */
  says(text: string): Promise<void>
  ended: Promise<{ code: number | null; out: string; err: string }>
}

const home = mkdtempSync(join(tmpdir(), 'portico-start-'))
const running = new Set<ChildProcess>()

function run(environment: Record<string, string>): Run {
  const { PATH, TMPDIR } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
    cwd: join(import.meta.dirname, '..'),
    env: { PATH, ...(TMPDIR ? { TMPDIR } : {}), PORTICO_HOME: home, LOG_LEVEL: 'silent', ...environment },
  })
  running.add(child)
  let heard = Promise.withResolvers<void>()
  const told = { out: '', err: '' }
  child.stdout.on('data', chunk => {
    told.out += String(chunk)
    heard.resolve()
    heard = Promise.withResolvers()
  })
  child.stderr.on('data', chunk => (told.err += String(chunk)))
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    heard.resolve()
    return { code: code as number | null, ...told }
  })
  return {
    child,
    get out() {
      return told.out
    },
    get err() {
      return told.err
    },
    async says(text) {
      while (!told.out.includes(text) && running.has(child)) await heard.promise
    },
    ended,
  }
}

after(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

describe('a start that cannot succeed', () => {
  const at = (name: string) => join(home, name)
  const cases: Record<string, { environment: Record<string, string>; line: RegExp; prepare?: () => void }> = {
    'with a folder below a file': {
      prepare: () => writeFileSync(at('file'), ''),
      environment: { PORTICO_DATA: at('file/data') },
      line: /^The database file .*file\/data\/portico\.db cannot be opened for writing \(ENOTDIR\)\..* PORTICO_DATA=…$/,
    },
    'with a file that is no database': {
      prepare: () => {
        mkdirSync(at('other'), { recursive: true })
        writeFileSync(at('other/portico.db'), 'no database at all, '.repeat(500))
      },
      environment: { PORTICO_DATA: at('other') },
      line: /^The database file .* cannot be opened for writing/,
    },
    'with half a key': {
      prepare: () => {
        mkdirSync(at('half'), { recursive: true })
        writeFileSync(at('half/data-key'), 'AAAA')
      },
      environment: { PORTICO_DATA: at('half') },
      line: /data-key holds no key of 32 bytes/,
    },
    'without the database server': {
      environment: { DATABASE_URL: 'mysql://someone:pa@ss@127.0.0.1:1/portico' },
      line: /^The database at mysql:\/\/…@127\.0\.0\.1:1\/portico does not answer \(ECONNREFUSED\)\. Start it, or correct DATABASE_URL\.$/,
    },
    'with settings that are wrong': {
      environment: { PORT: 'x', HOST: '' },
      line: /PORT \(port\)[^]*HOST \(host\)/,
    },
    'at an address that is not here': {
      environment: { PORTICO_DATA: at('good'), PORTICO_MODE: 'development', HOST: '192.0.2.1' },
      line: /^192\.0\.2\.1 is no address of this machine \(EADDRNOTAVAIL\)\. Correct HOST/,
    },
  }
  for (const [what, { environment, line, prepare }] of Object.entries(cases))
    it(`${what} says so in a line and leaves with 1`, async () => {
      prepare?.()
      const { code, out, err } = await run({ PORT: String(await freePort()), PORTICO_DATA: at('none'), ...environment })
        .ended
      expect(err.trim()).to.match(line)
      expect(err).not.to.match(/^\s+at /m)
      expect(err).not.to.include('ss@')
      expect({ code, out }).to.deep.equal({ code: 1, out: '' })
    })

  it('at a taken port says which to take instead', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const { code, err } = await run({
      PORT: String(port),
      PORTICO_MODE: 'development',
      PORTICO_DATA: at('good'),
    }).ended
    other.close()
    expect(err).to.equal(
      `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start\n`,
    )
    expect(code).to.equal(1)
    expect(statSync(at('good/data-key')).mode & 0o777).to.equal(0o600)
  })
})

describeEach('a start', fresh => {
  let database: FreshDatabase
  let data: string
  beforeEach(async () => {
    database = await fresh()
    data = database.url.startsWith('m') ? mkdtempSync(join(home, 'data-')) : join(database.url, '..')
  })
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL')
    while (running.size > 0) await once([...running][0]!, 'close')
    await database.drop()
  })
  const environment = async () => ({
    PORT: String(await freePort()),
    PORTICO_DATA: data,
    ...(database.url.startsWith('m') ? { DATABASE_URL: database.url } : {}),
  })
  const contents = async () => {
    const db = await openDatabase({ url: database.url, entities, migrations })
    try {
      const em = db.em()
      return {
        people: await em.count(UserEntity),
        organisations: await em.count(OrganisationEntity),
        roots: await em.count(TrustCertificateEntity, { type: 'ROOT' }),
      }
    } finally {
      await db.close()
    }
  }
  const whole = {
    people: sandboxPeople.length,
    organisations: new Set(sandboxPeople.map(({ organisation }) => organisation)).size,
    roots: sandboxAuthorities.length + testDomains.length,
  }

  it('that is told to stop before it listens finishes what it does and leaves with 0', async () => {
    const first = run(await environment())
    // Told as soon as signals are heard; sooner, the process has begun nothing and simply ends.
    await new Promise<void>(done => {
      const ask = setInterval(() => {
        if (!statSync(join(data, 'data-key'), { throwIfNoEntry: false })) return
        clearInterval(ask)
        done()
      }, 5)
    })
    first.child.kill('SIGTERM')
    const { code, out, err } = await first.ended
    expect({ code, out, err }).to.deep.equal({ code: 0, out: '', err: '' })
    expect(await contents()).to.deep.equal(whole)
  })

  it('that was cut short is made good by the next', async () => {
    const first = run(await environment())
    await first.says('is ready')
    first.child.kill('SIGTERM')
    expect((await first.ended).code).to.equal(0)
    const db = await openDatabase({ url: database.url, entities, migrations })
    await db.em().nativeDelete(TrustCertificateEntity, { domain: ['FTM', 'MISP'] })
    await db.em().nativeDelete(UserEntity, { username: ['halden', 'kestrel'] })
    await db.close()
    const second = run(await environment())
    await second.says('is ready')
    second.child.kill('SIGTERM')
    expect((await second.ended).err).to.equal('')
    expect(await contents()).to.deep.equal(whole)
  })

  it('beside another on the same server does not collide with it', async function () {
    if (!database.url.startsWith('m')) return this.skip()
    const both = [run(await environment()), run(await environment())]
    await Promise.all(both.map(each => each.says('is ready')))
    expect(both.map(({ err }) => err)).to.deep.equal(['', ''])
    for (const { child } of both) child.kill('SIGTERM')
    expect((await Promise.all(both.map(({ ended }) => ended))).map(({ code }) => code)).to.deep.equal([0, 0])
    expect(await contents()).to.deep.equal(whole)
  })
})
