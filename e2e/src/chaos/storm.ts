import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise'
import { freePort } from '../product.ts'
import { type Daemon, openDaemons } from './daemons.ts'
import { DAY } from './model.ts'
import { type Seeded, seeded } from './seeded.ts'
import { verifyRecord } from './record.ts'
import { AWAY, Server } from './server.ts'
import { openSink } from './sink.ts'
import { judge, type Verdict } from './verdict.ts'
import { makeWorld } from './world.ts'

/** What is broken on purpose, to show that the storm would notice. */
export type Mutant = 'no-unique-key' | 'sent-before-sending'

export interface StormOptions {
  seed: number
  /** Kills, stops and restarts, at least. */
  actions: number
  /** Milliseconds that the storm lasts at most; what it broke is then given time to heal. */
  atMost: number
  mutant?: Mutant
  say: (line: string) => void
}

export interface StormReport extends Verdict {
  /** How often each thing was done. */
  done: Record<string, number>
  days: number
  /** Where the logs are, when something was wrong. */
  folder: string | null
}

const SERVERS = 3
/** Milliseconds after the storm within which everything must be told. */
const HEALING = 180_000
/** Noon of a business day: nothing the storm lasts for crosses a midnight by itself. */
const NOON = DAY / 2

/** Three servers, their database, their queue and their line are killed, stopped and started at random while days pass. */
export async function storm({ seed, actions, atMost, mutant, say }: StormOptions): Promise<StormReport> {
  const random = seeded(seed)
  const folder = mkdtempSync(join(tmpdir(), 'portico-chaos-'))
  const clock = join(folder, 'clock')
  const start = Math.floor(Date.now() / DAY) * DAY + NOON
  let today = start
  let since = Date.now()
  const setDay = (instant: number) => {
    today = instant
    since = Date.now()
    // Appears whole: a server may read it at any moment.
    writeFileSync(`${clock}.new`, String(instant - Date.now()))
    renameSync(`${clock}.new`, clock)
  }
  setDay(start)

  const services = await openDaemons(folder)
  const sink = await openSink(random.fork('sink'), 0.1)
  const dataKey = randomBytes(32).toString('base64')
  const servers: Server[] = []
  const outages: { from: number; to: number }[] = []
  const done: Record<string, number> = {}
  let days = 0
  let ok = false
  try {
    for (let n = 1; n <= SERVERS; n++)
      servers.push(
        new Server(
          `server-${n}`,
          await freePort(),
          {
            ...process.env,
            CHAOS_CLOCK: clock,
            PORTICO_MODE: 'development',
            PORTICO_DATA: join(folder, `data-${n}`),
            PORTICO_DATA_KEY: dataKey,
            DATABASE_URL: services.mysqlUrl,
            REDIS_URL: `redis://127.0.0.1:${services.redis.port}`,
            MONGODB_URL: `mongodb://127.0.0.1:${services.mongo.port}/chaos`,
            PORTICO_SMTP_URL: `smtp://127.0.0.1:${sink.port}/?name=server-${n}`,
            PORTICO_MAIL_FROM: 'portico@chaos.example',
            // Short, so that what a dead server held is soon another's; many tries, so that nothing is given up.
            PORTICO_MAIL_LEASE_SECONDS: '4',
            PORTICO_MAIL_PAUSES: '1,1,1,2,2,2,4,4,4,8,8,8,8,8,8,8',
            PORTICO_JOB_LEASE_SECONDS: '3',
            // Months pass in minutes, and everything is counted at their end.
            PORTICO_NOTICE_RETENTION: 'false',
            LOG_LEVEL: 'warn',
          },
          folder,
        ),
      )
    servers[0]!.start()
    await until('the first server', 60_000, () => servers[0]!.ready)
    const setup = await connectTo(services.mysqlUrl)
    // At once: a server that stands already must not sweep half a world.
    await setup.beginTransaction()
    const world = await makeWorld(
      setup,
      dataKey,
      random.fork('world'),
      { administrators: 3, partners: 150, authorities: 90, days: 120 },
      start,
    )
    await setup.commit()
    // What a server swept before there was a world does not count for the first day.
    setDay(start)
    if (mutant) await mutate(setup, mutant)
    await setup.end()
    for (const server of servers.slice(1)) server.start()
    await until('all servers', 90_000, () => servers.every(({ ready }) => ready))
    say(`The house stands on ${SERVERS} servers; seed ${seed}.`)

    const ring = (server: Server) => ask(server, world.token).catch(() => undefined)
    let over = false
    let failed: Error | undefined
    const ice = new Set<Promise<void>>()
    const hit: Hit = {
      count: what => (done[what] = (done[what] ?? 0) + 1),
      freeze(server, milliseconds) {
        server.freeze()
        const thawed = pause(milliseconds).then(() => server.thaw())
        ice.add(thawed)
        void thawed.then(() => ice.delete(thawed))
      },
    }
    const weather = blow(random.fork('weather'), { servers, services, outages, hit, ring, over: () => over })
    const began = Date.now()
    const total = () => Object.values(done).reduce((sum, times) => sum + times, 0)
    const calendar = random.fork('calendar')
    try {
      while (total() < actions && Date.now() - began < atMost) {
        await sweepDay(today, { calendar, servers, ring, url: services.mysqlUrl, since, hit })
        world.model.sweep(today)
        days += 1
        const change = world.change(calendar, today)
        await retrying(services.mysqlUrl, change.write)
        change.apply()
        // Mails and places in feeds follow the sweep: the storm must find them under way, and at rest.
        await pause(calendar.whole(0, 900))
        // Sometimes nobody is there for days: the next run makes up for them.
        setDay(today + (calendar.chance(0.12) ? calendar.whole(2, 12) : 1) * DAY)
      }
    } catch (error) {
      failed = error as Error
    }
    over = true
    await weather
    await Promise.all(ice)
    if (!failed) {
      // The day that the last step brought, in peace.
      await sweepDay(today, { calendar, servers, ring, url: services.mysqlUrl, since })
      world.model.sweep(today)
      days += 1
    }
    say(`${total()} hits in ${Math.round((Date.now() - began) / 1000)} s over ${days} days. Healing …`)
    const verdict = failed
      ? { faults: [failed.message], counts: {} }
      : await heal(services.mysqlUrl, servers, () =>
          retrying(services.mysqlUrl, db => judge(db, world.model, sink.arrived, servers, { database: outages })),
        )
    for (const server of servers)
      for (const code of server.ends.filter(code => code !== AWAY))
        verdict.faults.push(`${server.name} ended by itself with code ${code}`)
    if (!failed)
      for (const { name, environment } of servers) {
        const { broken, sealed } = verifyRecord(environment)
        if (broken) verdict.faults.push(`the audit record as ${name} sees it is not whole: ${broken}`)
        verdict.counts['sealed'] = sealed
      }
    ok = verdict.faults.length === 0
    return { ...verdict, done, days, folder: ok ? null : folder }
  } finally {
    await Promise.all(servers.map(server => server.close()))
    await Promise.all([services.mariadb, services.redis, services.mongo].map(daemon => daemon.kill()))
    await sink.close()
    if (ok) rmSync(folder, { recursive: true, force: true })
  }
}

interface Hit {
  count(what: string): void
  /** Stops a server and lets it go on after a while, as if nothing had been. */
  freeze(server: Server, milliseconds: number): void
}

interface Weather {
  servers: readonly Server[]
  services: { mariadb: Daemon; redis: Daemon; mongo: Daemon }
  outages: { from: number; to: number }[]
  hit: Hit
  ring: (server: Server) => Promise<void>
  over: () => boolean
}

/** One hit after another until told to end; everything stands again when it is over. */
async function blow(random: Seeded, { servers, services, outages, hit, ring, over }: Weather): Promise<void> {
  const restart = async (daemon: Daemon) => {
    const from = Date.now()
    await daemon.kill()
    await pause(random.whole(50, 800))
    await daemon.start()
    if (daemon === services.mariadb) outages.push({ from, to: Date.now() })
  }
  while (!over()) {
    if (servers.every(({ asleep }) => asleep)) {
      await pause(100)
      continue
    }
    // Who sleeps in the middle of something is left to wake up in it.
    const server = random.pick(servers.filter(({ asleep }) => !asleep))
    const draw = random.next()
    if (draw < 0.42) {
      hit.count('SIGKILL of a server')
      // Hit while it works, not while it idles.
      if (server.awake) void ring(server)
      await pause(random.whole(0, 120))
      server.kill()
    } else if (draw < 0.72) {
      hit.count('SIGSTOP of a server')
      if (server.awake) void ring(server)
      await pause(random.whole(0, 120))
      hit.freeze(server, random.whole(300, 6_000))
    } else if (draw < 0.8) {
      hit.count('SIGKILL of the database')
      await restart(services.mariadb)
    } else if (draw < 0.9) {
      hit.count('SIGKILL of Redis')
      await restart(services.redis)
    } else {
      hit.count('SIGKILL of the queue')
      await restart(services.mongo)
    }
    await pause(random.whole(200, 1_200))
  }
}

const stored = (instant: number): string => new Date(instant).toISOString().slice(0, 23).replace('T', ' ')

interface Sweep {
  calendar: Seeded
  servers: readonly Server[]
  ring: Weather['ring']
  url: string
  /** Only what began after it counts. */
  since: number
  /** Left out: in peace. */
  hit?: Hit
}

/** Rings until the record says that the day was swept to its end. */
async function sweepDay(day: number, { calendar, servers, ring, url, since, hit }: Sweep): Promise<void> {
  const [from, to] = [Math.floor(day / DAY) * DAY, (Math.floor(day / DAY) + 1) * DAY].map(stored)
  // Into the middle of the day's work: killed, or asleep for longer than its lease, so that another takes the work up
  // before the first wakes and goes on.
  const first = servers.find(server => server.awake)
  if (hit && first && calendar.chance(0.6)) {
    void ring(first)
    await begunUnfinished(url, from!)
    if (calendar.chance(0.25)) {
      hit.count('SIGKILL in a sweep')
      first.kill()
    } else {
      hit.count('SIGSTOP in a sweep')
      hit.freeze(first, calendar.whole(4_000, 6_000))
    }
  }
  await until(`the sweep of ${from}`, 120_000, async () => {
    const ready = servers.filter(server => server.awake)
    // Often several at once: one of them does it.
    for (const server of ready.filter(() => calendar.chance(0.6))) void ring(server)
    await pause(150)
    return retrying(url, async db => {
      const [[row]] = await db.query<RowDataPacket[]>(
        "select count(*) as n from job_run where job = 'expiry-notices' and outcome = 'DONE' and due_at >= ? and due_at < ? and started_at >= ?",
        [from, to, stored(since)],
      )
      return Number(row!['n']) > 0
    })
  })
}

/** Waits for the first notice of the day that is written and not yet committed, half a second at most. */
async function begunUnfinished(url: string, from: string): Promise<void> {
  let db: Connection | undefined
  try {
    db = await connectTo(url)
    await db.query('set session transaction isolation level read uncommitted')
    for (const deadline = Date.now() + 500; Date.now() < deadline;) {
      const [rows] = await db.query<RowDataPacket[]>('select 1 from notice where created_at >= ? limit 1', [from])
      if (rows.length > 0) return
    }
  } catch {
    // The database is away: then any moment is as good.
  } finally {
    db?.destroy()
  }
}

/** Waits until nothing is wrong any more; what still is after that is. */
async function heal(url: string, servers: readonly Server[], look: () => Promise<Verdict>): Promise<Verdict> {
  await until('all servers after the storm', 60_000, () => servers.every(({ ready }) => ready))
  const deadline = Date.now() + HEALING
  for (;;) {
    const verdict = await look()
    if (verdict.faults.length === 0 || Date.now() > deadline) return verdict
    const busy = await retrying(url, async db => {
      const [[row]] = await db.query<RowDataPacket[]>(
        "select (select count(*) from outbox_message where status = 'QUEUED') + (select count(*) from outbox_event) as n",
      )
      return Number(row!['n']) > 0
    })
    // Nothing is under way: waiting longer changes nothing.
    if (!busy) return look()
    await pause(1_000)
  }
}

async function mutate(db: Connection, mutant: Mutant): Promise<void> {
  if (mutant === 'no-unique-key') await db.query('alter table notice drop index notice_once')
  // Whoever takes a message in hand has it written down as sent at once.
  else
    await db.query(
      "create trigger sent_before_sending before update on outbox_message for each row if new.lease > old.lease then set new.status = 'SENT'; end if",
    )
}

/** Asks a server to run the sweep now. */
async function ask(server: Server, token: string): Promise<void> {
  await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: 'mutation { runJob(id: "expiry-notices") { __typename } }' }),
    signal: AbortSignal.timeout(5_000),
  })
}

const connectTo = (url: string): Promise<Connection> =>
  createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), dateStrings: true, timezone: 'Z', connectTimeout: 5_000 })

/** Does something in the database, again while it is away. */
async function retrying<T>(url: string, work: (db: Connection) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    let db: Connection | undefined
    try {
      db = await connectTo(url)
      // An answer that was lost must not be done twice: what changes is all or nothing.
      await db.beginTransaction()
      const result = await work(db)
      await db.commit()
      return result
    } catch (error) {
      if (tries >= 40) throw error
      await pause(250)
    } finally {
      db?.destroy()
    }
  }
}

async function until(what: string, milliseconds: number, reached: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${milliseconds / 1000} s`)
    await pause(50)
  }
}
