import { verify } from 'node:crypto'
import { decodeBundle, validate } from '../../server/src/partner/certificates/x509/index.ts'
import type { Certificate } from '../../server/src/partner/certificates/x509/index.ts'
import {
  caExtensions,
  hasOpenssl,
  leafExtensions,
  OpensslWorld,
} from '../../server/src/partner/certificates/x509/spec/openssl-world.ts'
import { median } from './measurement.ts'
import type { Measurement } from './measurement.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 15)
const at = new Date('2026-11-22T00:00:00Z')

/**
 * A chain of three (root, intermediate, leaf) against the two signature verifications it needs, by `node:crypto` with
 * the keys at hand. Interleaved, round by round; the median round's ratio counts. `check` has decoded certificates, as
 * the trust store keeps them; `decode and check` starts from the bytes of all three.
 */
export async function run(): Promise<Measurement[]> {
  if (!hasOpenssl) throw new Error('The engine bench makes its chain with the openssl command: install it.')
  return [measure('rsa2048', 'RSA 2048'), measure('p256', 'EC P-256')].flat()
}

function measure(key: 'rsa2048' | 'p256', label: string): Measurement[] {
  const world = new OpensslWorld()
  try {
    const root = world.make({ name: 'root', key })
    const middle = world.make({ name: 'middle', issuer: 'root', key, extensions: [...caExtensions] })
    const leaf = world.make({ name: 'leaf', issuer: 'middle', key, extensions: [...leafExtensions] })
    const ders = [leaf, middle, root].map(({ der }) => der)
    const raw = () => checkRaw(leaf, middle) && checkRaw(middle, root)
    const check = () => accepted(leaf, middle, root)
    const decodeAndCheck = () => {
      const [l, m, r] = ders.map(der => decodeBundle(der).certificates[0]!)
      return accepted(l!, m!, r!)
    }
    const sides = { raw, check, decodeAndCheck }
    const times: Record<keyof typeof sides, number[]> = { raw: [], check: [], decodeAndCheck: [] }
    for (let round = -3; round < rounds; round++)
      for (const [name, side] of Object.entries(sides) as [keyof typeof sides, () => boolean][]) {
        const time = timed(side)
        if (round >= 0) times[name].push(time)
      }
    const against = (name: 'check' | 'decodeAndCheck', title: string, target?: Measurement['target']): Measurement => {
      const ratios = times[name].map((time, i) => time / times.raw[i]!)
      const spread = [Math.max(...ratios), Math.min(...ratios)] as const
      return {
        name: `engine: ${title}, ${label}`,
        ratio: median(ratios),
        target,
        spread,
        detail: { microseconds: round1(median(times[name])), rawMicroseconds: round1(median(times.raw)) },
      }
    }
    return [against('check', 'check of three', { most: 3 }), against('decodeAndCheck', 'decode and check of three')]
  } finally {
    world.remove()
  }
}

const round1 = (value: number): number => Math.round(value * 10) / 10

function checkRaw(child: Certificate, issuer: Certificate): boolean {
  return verify('sha256', child.tbs, issuer.publicKey!, child.signature)
}

function accepted(leaf: Certificate, middle: Certificate, root: Certificate): boolean {
  return validate({ leaf, anchors: [root], intermediates: [middle], at, profile: 'rfc5280' }).verdict === 'ACCEPTED'
}

/** Microseconds of one call, over so many that the clock's grain does not matter. */
function timed(side: () => boolean): number {
  const calls = 400
  const start = performance.now()
  for (let i = 0; i < calls; i++) if (!side()) throw new Error('The chain of the bench was refused.')
  return ((performance.now() - start) * 1000) / calls
}
