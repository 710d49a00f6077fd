import type { Break } from '../break.ts'
import { signCheckpoint } from '../checkpoint.ts'
import type { RecordRow } from '../link.ts'
import { sealsOf, specId, specRow, stranger, type ChainCopy } from './chain-copy.ts'

/** What was done to a copy, and what must be said of it. */
export interface Tampering {
  what: string
  sequence: number | null
  kinds: readonly Break['kind'][]
  recordId?: string | null
}

type Random = (below: number) => number
type Act = (copy: ChainCopy, random: Random) => Tampering

const flipped = (hex: string, at: number) => hex.slice(0, at) + (hex[at] === '0' ? '1' : '0') + hex.slice(at + 1)
/** Rows still stand in the order of the chain when an act begins: place `n` is index `n - 1`. */
const place = (copy: ChainCopy, random: Random) => 1 + random(copy.seals.length)
const twoPlaces = (copy: ChainCopy, random: Random) => {
  const first = 1 + random(copy.seals.length - 1)
  return [first, first + 1 + random(copy.seals.length - first)] as const
}
const row = (copy: ChainCopy, sequence: number) => copy.records[sequence - 1]!
const seal = (copy: ChainCopy, sequence: number) => copy.seals[sequence - 1]!

const edits: Record<keyof RecordRow, (row: RecordRow, random: Random) => RecordRow> = {
  id: (row, random) => ({ ...row, id: specId(500_000 + random(1_000)) }),
  at: (row, random) => ({ ...row, at: Number(row.at) + (random(2) ? 1 : -1) * (1 + random(100_000)) }),
  event: row => ({ ...row, event: row.event === 'sign-out' ? 'sign-in.failed' : 'sign-out' }),
  code: row => ({ ...row, code: row.code === null ? '' : null }),
  actorId: (row, random) => ({ ...row, actorId: row.actorId && random(2) ? null : specId(600_000 + random(1_000)) }),
  sessionId: (row, random) => ({ ...row, sessionId: row.sessionId && random(2) ? null : specId(610_000) }),
  subjectType: row => ({ ...row, subjectType: row.subjectType === null ? 'user' : null }),
  subjectId: row => ({
    ...row,
    subjectId: row.subjectId === null ? specId(620_000) : row.subjectId.toUpperCase() + ' ',
  }),
  facts: (row, random) => ({
    ...row,
    facts: [
      row.facts.replace(/"attempt":\d+/, '"attempt":0'),
      row.facts.replace('{', '{"added":true,'),
      row.facts.replace('{', '{"attempt":0,'),
      row.facts.replace('"reason"', '"Reason"'),
      '{}',
    ][random(5)]!,
  }),
}

const edited =
  (column: keyof RecordRow): Act =>
  (copy, random) => {
    const sequence = place(copy, random)
    copy.records[sequence - 1] = edits[column](row(copy, sequence), random)
    return { what: `record.${column}`, sequence, kinds: column === 'id' ? ['missing'] : ['changed'] }
  }

/** Everything that is done to single rows, seals and checkpoints, by name. */
export const acts: Readonly<Record<string, Act>> = {
  ...Object.fromEntries(
    (Object.keys(edits) as (keyof RecordRow)[]).map(column => [`edit record.${column}`, edited(column)]),
  ),
  'edit seal.hash': (copy, random) => {
    const sequence = place(copy, random)
    const { hash } = seal(copy, sequence)
    copy.seals[sequence - 1] = { ...seal(copy, sequence), hash: flipped(hash, random(64)) }
    // Nothing follows the last one that could tell whether the row or its seal was touched.
    return { what: 'seal.hash', sequence, kinds: sequence === copy.seals.length ? ['changed'] : ['seal-changed'] }
  },
  'edit seal.recordId': (copy, random) => {
    const sequence = place(copy, random)
    copy.seals[sequence - 1] = { ...seal(copy, sequence), recordId: specId(510_000) }
    return { what: 'seal.recordId', sequence, kinds: ['missing'] }
  },
  'edit seal.sequence': (copy, random) => {
    const sequence = place(copy, random)
    const moved = random(4) === 0 ? 0 : copy.seals.length + 1 + random(50)
    copy.seals[sequence - 1] = { ...seal(copy, sequence), sequence: moved }
    if (moved === 0)
      return {
        what: 'seal.sequence',
        sequence: 1,
        kinds: sequence === 1 ? ['seal-inserted', 'reordered'] : ['seal-inserted'],
      }
    return { what: 'seal.sequence', sequence, kinds: ['reordered'], recordId: row(copy, sequence).id }
  },
  'edit checkpoint': (copy, random) => {
    const index = random(copy.checkpoints.length)
    const checkpoint = copy.checkpoints[index]!
    const [name, changed] = (
      [
        ['sequence', { sequence: 1 + ((checkpoint.sequence + random(copy.seals.length - 1)) % copy.seals.length) }],
        ['hash', { hash: flipped(checkpoint.hash, random(64)) }],
        ['at', { at: new Date(checkpoint.at.getTime() + 1 + random(10_000)) }],
        [
          'signature',
          { signature: checkpoint.signature.slice(0, -1) + (checkpoint.signature.endsWith('B') ? 'C' : 'B') },
        ],
      ] as const
    )[random(4)]!
    copy.checkpoints[index] = { ...checkpoint, ...changed }
    return { what: `checkpoint.${name}`, sequence: copy.checkpoints[index].sequence, kinds: ['checkpoint-forged'] }
  },
  'sign with another key': (copy, random) => {
    const index = random(copy.checkpoints.length)
    copy.checkpoints[index] = signCheckpoint(stranger, copy.checkpoints[index]!)
    return { what: 'another key', sequence: copy.checkpoints[index].sequence, kinds: ['checkpoint-forged'] }
  },
  'delete record': (copy, random) => {
    const sequence = place(copy, random)
    const [{ id }] = copy.records.splice(sequence - 1, 1) as [RecordRow]
    return { what: 'record', sequence, kinds: ['missing'], recordId: id }
  },
  'delete seal': (copy, random) => {
    const sequence = place(copy, random)
    copy.seals.splice(sequence - 1, 1)
    return { what: 'seal', sequence, kinds: sequence === copy.seals.length + 1 ? ['cut'] : ['seal-missing'] }
  },
  'delete both': (copy, random) => {
    const sequence = place(copy, random)
    copy.records.splice(sequence - 1, 1)
    copy.seals.splice(sequence - 1, 1)
    return { what: 'both', sequence, kinds: sequence === copy.seals.length + 1 ? ['cut'] : ['seal-missing'] }
  },
  'delete both and close the gap': (copy, random) => {
    const sequence = 1 + random(copy.seals.length - 1)
    copy.records.splice(sequence - 1, 1)
    copy.seals.splice(sequence - 1, 1)
    copy.seals = copy.seals.map((one, index) => ({ ...one, sequence: index + 1 }))
    return { what: 'closed gap', sequence, kinds: ['changed'] }
  },
  'insert a record of the past': (copy, random) => {
    const at = Number(row(copy, copy.records.length).at) - 49 * 3_600_000 - random(3_600_000)
    const record = { ...specRow(400_000), at }
    copy.records.push(record)
    return { what: 'record', sequence: null, kinds: ['inserted'], recordId: record.id }
  },
  'insert a record of the past and let it be sealed': (copy, random) => {
    const at = Number(row(copy, copy.records.length).at) - 49 * 3_600_000 - random(3_600_000)
    const record = { ...specRow(400_000), at }
    copy.records.push(record)
    copy.seals.push(...sealsOf([record], copy.seals.at(-1)))
    return { what: 'sealed record', sequence: copy.seals.length, kinds: ['inserted'], recordId: record.id }
  },
  'insert a record with a seal between others': (copy, random) => {
    const sequence = place(copy, random)
    const record = specRow(400_000)
    copy.records.push(record)
    copy.seals.splice(sequence - 1, 0, { sequence, recordId: record.id, hash: flipped(seal(copy, sequence).hash, 3) })
    copy.seals = copy.seals.map((one, index) => ({ ...one, sequence: index + 1 }))
    return { what: 'record and seal', sequence, kinds: ['seal-inserted'], recordId: record.id }
  },
  'swap what two records say': (copy, random) => {
    const [first, second] = twoPlaces(copy, random)
    const [one, other] = [row(copy, first), row(copy, second)]
    copy.records[first - 1] = { ...other, id: one.id }
    copy.records[second - 1] = { ...one, id: other.id }
    return { what: 'contents', sequence: first, kinds: ['changed'] }
  },
  'swap the ids of two records': (copy, random) => {
    const [first, second] = twoPlaces(copy, random)
    const [one, other] = [row(copy, first), row(copy, second)]
    copy.records[first - 1] = { ...one, id: other.id }
    copy.records[second - 1] = { ...other, id: one.id }
    return { what: 'ids', sequence: first, kinds: ['changed'] }
  },
  'swap the records of two seals': (copy, random) => {
    const [first, second] = twoPlaces(copy, random)
    const [one, other] = [seal(copy, first), seal(copy, second)]
    copy.seals[first - 1] = { ...one, recordId: other.recordId }
    copy.seals[second - 1] = { ...other, recordId: one.recordId }
    return { what: 'record ids', sequence: first, kinds: ['reordered'], recordId: one.recordId }
  },
  'swap the hashes of two seals': (copy, random) => {
    const [first, second] = twoPlaces(copy, random)
    const [one, other] = [seal(copy, first), seal(copy, second)]
    copy.seals[first - 1] = { ...one, hash: other.hash }
    copy.seals[second - 1] = { ...other, hash: one.hash }
    return { what: 'hashes', sequence: first, kinds: ['seal-changed', 'changed'] }
  },
  'swap two seals': (copy, random) => {
    const [first, second] = twoPlaces(copy, random)
    const [one, other] = [seal(copy, first), seal(copy, second)]
    copy.seals[first - 1] = { ...other, sequence: first }
    copy.seals[second - 1] = { ...one, sequence: second }
    return { what: 'seals', sequence: first, kinds: ['reordered'], recordId: one.recordId }
  },
  'move one seal behind others': (copy, random) => {
    const [first, second] = twoPlaces(copy, random)
    const { recordId } = seal(copy, first)
    const [moved] = copy.seals.splice(first - 1, 1)
    copy.seals.splice(second - 1, 0, moved!)
    copy.seals = copy.seals.map((one, index) => ({ ...one, sequence: index + 1 }))
    return { what: 'moved seal', sequence: first, kinds: ['reordered'], recordId }
  },
  'number the rest anew': (copy, random) => {
    const sequence = place(copy, random)
    const by = 1 + random(9)
    const { recordId } = seal(copy, sequence)
    copy.seals = copy.seals.map(one => (one.sequence < sequence ? one : { ...one, sequence: one.sequence + by }))
    return { what: 'numbers', sequence, kinds: ['reordered'], recordId }
  },
  'cut the tail': (copy, random) => {
    const sequence = 1 + random(copy.seals.length)
    copy.seals.splice(sequence - 1)
    copy.records.splice(sequence - 1)
    // Whoever cuts takes the checkpoints along; the copies kept elsewhere stay.
    if (random(2)) copy.checkpoints = copy.checkpoints.filter(checkpoint => checkpoint.sequence < sequence)
    return { what: 'tail', sequence, kinds: ['cut'] }
  },
  'seal the end anew': (copy, random) => {
    const sequence = place(copy, random)
    const before = copy.checkpoints.filter(checkpoint => checkpoint.sequence < sequence)
    copy.records[sequence - 1] = edits.facts(row(copy, sequence), random)
    copy.seals = [
      ...copy.seals.slice(0, sequence - 1),
      ...sealsOf(copy.records.slice(sequence - 1), sequence > 1 ? seal(copy, sequence - 1) : undefined),
    ]
    if (random(2)) copy.checkpoints = before
    return { what: 'rewritten end', sequence: (before.at(-1)?.sequence ?? 0) + 1, kinds: ['rewritten'] }
  },
}
