import 'reflect-metadata'
import { openFresh } from '../../../spec/test-database.ts'
import { systemClock } from '../../clock/clock.ts'
import { unitOfWork } from '../../database/database.ts'
import { createLog } from '../../log/log.ts'
import { createBus } from '../bus.ts'
import { EventRelay } from '../event-relay.ts'

/**
 * A server for a specification to kill: says ten events in ten transactions and dies at a point of the first one's way,
 * as suddenly as a machine that loses its power. `node dying-server.ts <database> <point>`.
 */
const [url, point] = process.argv.slice(2) as [string, 'committed' | 'consuming' | 'told']
const die = () => process.kill(process.pid, 'SIGKILL')

const db = await openFresh({ url, drop: async () => undefined })
const bus = createBus({ outbox: { clock: systemClock, wake: () => point === 'committed' && die() } })
const relay = new EventRelay({
  db,
  clock: systemClock,
  log: createLog('silent'),
  bus: {
    async tell(event) {
      // Nobody is told before it dies: events of the other lane would be gone already.
      if (point === 'consuming') await new Promise(() => undefined)
      await bus.tell(event)
      if (point === 'told') die()
    },
  },
})
relay.consume('consumed', async () => void (point === 'consuming' && die()))
for (let n = 0; n < 10; n++)
  await unitOfWork(db, async tx => {
    bus.after(tx, n % 2 === 0 ? 'consumed' : 'heard', { n })
    await tx.flush()
    return true
  })
await relay.drain()
