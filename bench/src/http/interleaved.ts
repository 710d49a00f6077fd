import { deepStrictEqual } from 'node:assert/strict'
import autocannon, { type Result } from 'autocannon'
import { median, type Measurement } from '../measurement.ts'

/** A server's endpoint under load. */
export interface Endpoint {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
}

export interface Load {
  /** Rounds of each; at least 5 for a figure that is written down. */
  rounds: number
  /** Seconds of a round. */
  seconds: number
  warmUpSeconds: number
  connections: number
}

export const usualLoad: Load = {
  rounds: Number(process.env['BENCH_ROUNDS'] ?? 5),
  seconds: Number(process.env['BENCH_SECONDS'] ?? 5),
  warmUpSeconds: 3,
  connections: 16,
}

/**
 * Requests per second of ours ÷ theirs. Both must answer the same JSON before the load and after it; they take turns, and
 * turns about who begins, so that whatever else the machine does falls on both. Throws when an answer was not 2xx.
 */
export async function compare(
  name: string,
  ours: Endpoint,
  theirs: Endpoint,
  target?: Measurement['target'],
  load = usualLoad,
): Promise<Measurement> {
  await mustAgree(name, ours, theirs)
  await fire(ours, load.warmUpSeconds, load)
  await fire(theirs, load.warmUpSeconds, load)
  const rounds: { ours: Result; theirs: Result }[] = []
  for (let round = 0; round < load.rounds; round += 1) {
    const first = round % 2 === 0
    const one = await fire(first ? ours : theirs, load.seconds, load)
    const other = await fire(first ? theirs : ours, load.seconds, load)
    rounds.push(first ? { ours: one, theirs: other } : { ours: other, theirs: one })
  }
  await mustAgree(name, ours, theirs)
  const ratios = rounds.map(round => round.ours.requests.average / round.theirs.requests.average)
  return {
    name,
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    ...(target ? { target } : {}),
    detail: {
      'ours req/s': Math.round(median(rounds.map(r => r.ours.requests.average))),
      'theirs req/s': Math.round(median(rounds.map(r => r.theirs.requests.average))),
      'ours p99 ms': median(rounds.map(r => r.ours.latency.p99)),
      'theirs p99 ms': median(rounds.map(r => r.theirs.latency.p99)),
    },
  }
}

async function fire(endpoint: Endpoint, seconds: number, { connections }: Load): Promise<Result> {
  const result = await autocannon({ ...endpoint, duration: seconds, connections })
  const bad = result.non2xx + result.errors + result.timeouts
  if (bad > 0 || result.requests.total === 0)
    throw new Error(`${endpoint.url}: ${bad} of ${result.requests.total} answers were no 2xx`)
  return result
}

async function mustAgree(name: string, ours: Endpoint, theirs: Endpoint): Promise<void> {
  const [a, b] = await Promise.all([dataOf(ours), dataOf(theirs)])
  deepStrictEqual(a, b, `${name}: the two servers do not answer the same`)
}

/** `data` of the answer; an error in it is no answer. What a server says besides (its cost) is not compared. */
async function dataOf({ url, ...rest }: Endpoint): Promise<unknown> {
  const answer = await fetch(url, rest)
  const body = (await answer.json()) as { data?: unknown; errors?: unknown }
  if (!answer.ok || body.errors || !body.data)
    throw new Error(`${url}: ${answer.status} ${JSON.stringify(body).slice(0, 500)}`)
  return body.data
}
