import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../product.ts'

const PATIENCE = 60_000

/** A service that the storm may kill, stop and start again on the same data. */
export class Daemon {
  readonly name: string
  readonly port: number
  readonly #command: readonly string[]
  readonly #log: number
  #child: ChildProcess | undefined

  constructor(name: string, port: number, command: readonly string[], folder: string) {
    this.name = name
    this.port = port
    this.#command = command
    this.#log = openSync(join(folder, `${name}.log`), 'a')
  }

  get running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Starts it and waits until its port answers. */
  async start(): Promise<void> {
    const [file, ...args] = this.#command
    this.#child = spawn(file!, args, { stdio: ['ignore', this.#log, this.#log] })
    const deadline = Date.now() + PATIENCE
    while (!(await answers(this.port))) {
      if (!this.running) throw new Error(`${this.name} ended at once; see its log.`)
      if (Date.now() > deadline) throw new Error(`${this.name} does not answer on port ${this.port}.`)
      await pause(50)
    }
  }

  /** SIGKILL, as a power cut. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child || !this.running) return
    const gone = new Promise(done => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise(done => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })

const PATHS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin']
const found = (command: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(':'), ...PATHS].map(folder => join(folder, command)).find(existsSync)

/** What of the machine the storm needs and does not find. */
export const absent = (): string[] => {
  const commands = ['mariadbd', 'mariadb-install-db', 'mariadb', 'redis-server'].filter(command => !found(command))
  return [...commands, ...(process.env['TEST_MONGODB_COMMAND'] ? [] : ['TEST_MONGODB_COMMAND'])]
}

export interface Daemons {
  mariadb: Daemon
  redis: Daemon
  mongo: Daemon
  mysqlUrl: string
}

/** Services of the storm's own, for it kills them: durable ones, which the other specifications' MariaDB is not. */
export async function openDaemons(folder: string): Promise<Daemons> {
  const data = join(folder, 'mariadb')
  const socket = join(folder, 'mariadb.sock')
  mkdirSync(data)
  const root = process.getuid?.() === 0 ? ['--user=root'] : []
  run('mariadb-install-db', [
    '--no-defaults',
    ...root,
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ])
  const [sqlPort, redisPort, mongoPort] = [await freePort(), await freePort(), await freePort()]
  const mariadb = new Daemon(
    'mariadb',
    sqlPort,
    [
      found('mariadbd')!,
      '--no-defaults',
      ...root,
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--port=${sqlPort}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--skip-log-bin',
      '--innodb-buffer-pool-size=128M',
      // Each commit reaches the system before it is answered, so that it outlives SIGKILL.
      '--innodb-flush-log-at-trx-commit=2',
      '--max-connections=200',
      // Not UTC on purpose: nothing may depend on it.
      '--default-time-zone=+05:30',
    ],
    folder,
  )
  await mariadb.start()
  const statements =
    "create database chaos character set utf8mb4 collate utf8mb4_bin; create user chaos@'127.0.0.1' identified by 'chaos'; grant all on *.* to chaos@'127.0.0.1'"
  run('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', `--execute=${statements}`])
  const redis = new Daemon(
    'redis',
    redisPort,
    [found('redis-server')!, '--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
    folder,
  )
  const mongo = new Daemon(
    'mongo',
    mongoPort,
    ['sh', '-c', `exec ${process.env['TEST_MONGODB_COMMAND']} ${mongoPort} '${join(folder, 'mongo.db')}'`],
    folder,
  )
  await Promise.all([redis.start(), mongo.start()])
  return { mariadb, redis, mongo, mysqlUrl: `mariadb://chaos:chaos@127.0.0.1:${sqlPort}/chaos` }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(found(command)!, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${stderr}`)
}
