import { rmSync } from 'node:fs'
import type { EntitySchema } from '@mikro-orm/core'
import { checkpointFile } from '../../audit/index.ts'
import type { House } from '../../compose.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { MovableClock } from '../clock/movable-clock.ts'
import { seedSandbox } from '../seed.ts'
import type { Gate } from './gate.ts'

/**
 * Tables that stay: keys that the process holds opened (a session of the provider or a signature made by another key
 * would be worth nothing), and the terms, which are the house's and not the sandbox's.
 */
const staying: ReadonlySet<string> = new Set(['account_key', 'key_manager_key', 'terms'])

export interface ResetDeps {
  house: House
  clock: MovableClock
  gate: Gate
  entities: readonly EntitySchema[]
}

/** Makes the sandbox as it was on its first day, while nobody is inside and no job runs. False: somebody does so already. */
export function resetSandbox({ house, clock, gate, entities }: ResetDeps): Promise<boolean> {
  return gate.alone(() =>
    house.jobs.alone(async () => {
      await empty(house.db, entities)
      // Of a record that is gone.
      rmSync(checkpointFile(house.config.data, house.config.database), { force: true })
      clock.offset = 0
      await seedSandbox(house)
    }),
  )
}

/** All or nothing, in one transaction. Rows that hang on others are deleted with them, so the order does not matter. */
async function empty(db: Database, entities: readonly EntitySchema[]): Promise<void> {
  await unitOfWork(db, async tx => {
    for (const entity of entities) if (!staying.has(entity.meta.tableName)) await tx.nativeDelete(entity, {})
    return true
  })
}
