import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Logger } from '../log/log.ts'
import type { Happened } from './event.ts'
import type { Hearing, Line } from './line.port.ts'

/** Milliseconds for an answer. Who tells waits as long, but once only: then the line counts as broken. */
const PATIENCE = 2_000
/** Milliseconds between two questions whether the other end is there, which an idle line would not notice. */
const PULSE = 5_000

export interface RedisLineOptions {
  /** `redis(s)://user:password@host:port/db`; Redis 6 or newer, or what speaks its protocol. */
  url: string
  /** Where the servers of one house hear each other; another house on the same Redis has another. */
  channel: string
  log: Logger
  /** Milliseconds, for specifications. */
  patience?: number
  pulse?: number
}

/** What goes over the channel: an event, or that a server told of something while its own line was broken. */
const message = z.union([
  z.object({ id: z.string(), topic: z.string(), payload: z.unknown() }),
  z.object({ missed: z.string() }),
])

/**
 * Pub/sub over one connection, which RESP3 lets do both: either it carries both ways or it is broken. Redis keeps nothing,
 * so every break ends with `back` here, and on the other servers where something should have been told meanwhile.
 */
export class RedisLine implements Line {
  readonly #options: RedisLineOptions
  readonly #self = randomUUID()
  #redis: Redis | undefined
  #opening: Promise<void> | undefined
  #pulse: NodeJS.Timeout | undefined
  #up = false
  #closed = false
  /** Whether anything was in vain since the line was last up. */
  #broken = false
  #missed = false
  #problem = ''

  constructor(options: RedisLineOptions) {
    this.#options = options
  }

  get up(): boolean {
    return this.#up
  }

  open(hearing: Hearing): void {
    this.#opening = this.#connect(hearing)
  }

  async tell(event: Happened): Promise<void> {
    if (!(await this.#send(event))) this.#missed = true
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#pulse)
    await this.#opening
    if (this.#up) await this.#redis?.quit().catch(() => undefined)
    this.#redis?.disconnect()
  }

  async #connect(hearing: Hearing): Promise<void> {
    // Loaded here: a house without Redis needs none of it.
    const { Redis } = await import('ioredis')
    if (this.#closed) return
    const { url, patience = PATIENCE, pulse = PULSE } = this.#options
    const redis = new Redis(url, {
      protocol: 3,
      connectionName: 'portico-events',
      connectTimeout: patience,
      commandTimeout: patience,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      // By ourselves: what is missed before it has happened must be known.
      autoResubscribe: false,
      retryStrategy: tries => Math.min(50 * 2 ** tries, 2_000),
    })
    this.#redis = redis
    redis.on('error', (error: NodeJS.ErrnoException) => (this.#problem = problemOf(error)))
    redis.on('close', () => this.#lost())
    redis.on('message', (_channel: string, text: string) => this.#hear(text, hearing))
    redis.on('ready', () => void this.#subscribe(redis, hearing))
    this.#pulse = setInterval(() => {
      if (this.#up) void this.#answered(redis.ping())
    }, pulse)
    this.#pulse.unref()
  }

  async #subscribe(redis: Redis, hearing: Hearing): Promise<void> {
    if (!(await this.#answered(redis.subscribe(this.#options.channel)))) return
    this.#up = true
    if (!this.#broken) return
    this.#broken = false
    this.#options.log.info('Redis is back')
    hearing.back()
    if (this.#missed && (await this.#send({ missed: this.#self }))) this.#missed = false
  }

  #hear(text: string, hearing: Hearing): void {
    const heard = message.safeParse(parsed(text)).data
    if (!heard) return
    if (!('missed' in heard)) hearing.happened(heard)
    else if (heard.missed !== this.#self) hearing.back()
  }

  async #send(what: z.infer<typeof message>): Promise<boolean> {
    if (!this.#up || !this.#redis) return false
    return this.#answered(this.#redis.publish(this.#options.channel, JSON.stringify(what)))
  }

  /** Whether the other end answered. One that does not, in time, is left for a new connection. */
  async #answered(asked: Promise<unknown>): Promise<boolean> {
    try {
      await asked
      return true
    } catch (error) {
      this.#problem = problemOf(error as NodeJS.ErrnoException)
      this.#lost()
      this.#redis?.disconnect(true)
      return false
    }
  }

  #lost(): void {
    this.#up = false
    if (this.#broken || this.#closed) return
    this.#broken = true
    this.#options.log.warn({ problem: this.#problem }, 'Redis is away; other servers hear of nothing until it is back')
  }
}

/** A code, or Redis's own first word, e.g. ECONNREFUSED or WRONGPASS; never an address. */
const problemOf = (error: NodeJS.ErrnoException): string =>
  error.code ?? /^[A-Z]+\b/.exec(error.message)?.[0] ?? error.name

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
