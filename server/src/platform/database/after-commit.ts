import type { Tx } from './database.ts'

const waiting = new WeakMap<object, (() => void)[]>()

/** What the transaction's code wants done once it has committed; `unitOfWork` runs it. */
export function collectAfterCommit(tx: Tx): () => void {
  const tasks: (() => void)[] = []
  waiting.set(tx, tasks)
  return () => {
    for (const task of tasks) task()
  }
}

/**
 * Does `task` once the unit of work of `tx` has committed, and never when it rolls back: telling subscribers, waking a
 * relay. For what takes part in another feature's unit of work and does not see its end. `task` must not throw.
 */
export function afterCommit(tx: Tx, task: () => void): void {
  const tasks = waiting.get(tx)
  if (!tasks) throw new Error('afterCommit takes the manager of a unit of work.')
  tasks.push(task)
}
