import { appendFileSync, createReadStream, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Signer } from '../../platform/crypto/signer.ts'

/** The house's word, given at an instant, that the chain went so far and ended in that hash. */
export interface Checkpoint {
  sequence: number
  hash: string
  at: Date
  signature: string
}

const message = ({ sequence, hash, at }: Omit<Checkpoint, 'signature'>): string =>
  `portico audit checkpoint\n${sequence}\n${hash}\n${at.getTime()}`

export const signCheckpoint = (signer: Signer, stand: Omit<Checkpoint, 'signature'>): Checkpoint => ({
  ...stand,
  signature: signer.sign(message(stand)),
})

/** Whether the house signed it as it stands there. */
export const isGenuine = (signer: Signer, checkpoint: Checkpoint): boolean =>
  signer.holds(message(checkpoint), checkpoint.signature)

/**
 * Where a server writes what it signed, so that copies exist which the database's administrator cannot reach. A database
 * server's name is part of the name: the folder may serve the embedded database at other times.
 */
export function checkpointFile(dataFolder: string, database: string): string {
  const name = URL.canParse(database) && /^\w+:\/\//.test(database) ? new URL(database).pathname.slice(1) : ''
  return join(
    dataFolder,
    name ? `audit-checkpoints.${name.replaceAll(/[^\w-]/g, '_')}.jsonl` : 'audit-checkpoints.jsonl',
  )
}

/** Adds one line, on the disk when this returns. Throws what the file system says. */
export function writeCheckpoint(file: string, checkpoint: Checkpoint): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  appendFileSync(file, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600, flush: true })
}

const line = z.object({
  sequence: z.int(),
  hash: z.string(),
  at: z.iso.datetime().transform(text => new Date(text)),
  signature: z.string(),
})

/** What a file holds; lines that are none of ours (a disk that was full) are counted. Throws what the file system says. */
export async function readCheckpoints(file: string): Promise<{ checkpoints: Checkpoint[]; unreadable: number }> {
  const checkpoints: Checkpoint[] = []
  let unreadable = 0
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (text.trim() === '') continue
    const parsed = line.safeParse(jsonOf(text))
    if (parsed.success) checkpoints.push(parsed.data)
    else unreadable += 1
  }
  return { checkpoints, unreadable }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
