import { expect } from 'chai'
import { againAfterContention } from './contention.ts'

describe('work that lost to somebody else', () => {
  const failing = (error: Error, times: number) => {
    let tries = 0
    const work = async () => {
      tries += 1
      if (tries <= times) throw error
      return tries
    }
    return work
  }
  const named = (name: string) => Object.assign(new Error('lost'), { name })
  const coded = (code: string) => Object.assign(new Error('lost'), { code })

  for (const error of [named('DeadlockException'), coded('ER_LOCK_DEADLOCK'), coded('ER_LOCK_WAIT_TIMEOUT')])
    it(`is done again, whether the ORM or plain SQL tells of it: ${error.name} ${'code' in error ? String(error.code) : ''}`, async () => {
      expect(await againAfterContention(failing(error, 2))).to.equal(3)
    })

  it('is given up after some tries, and anything else at once', async () => {
    for (const [error, times] of [
      [coded('ER_LOCK_DEADLOCK'), 100],
      [coded('ER_PARSE_ERROR'), 1],
    ] as const)
      expect(await againAfterContention(failing(error, times)).catch((thrown: unknown) => thrown)).to.equal(error)
  })
})
