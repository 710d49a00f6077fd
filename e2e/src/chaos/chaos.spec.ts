import { expect } from 'chai'
import { absent } from './daemons.ts'
import { storm } from './storm.ts'

describe('chaos', () => {
  it('loses and doubles no notice while servers and services are killed and stopped for two minutes', async function () {
    if (absent().length > 0) {
      this.test!.title += ' (set TEST_MONGODB_COMMAND; MariaDB and Redis must be installed)'
      this.skip()
    }
    this.timeout(600_000)
    const report = await storm({
      seed: 5,
      actions: Infinity,
      atMost: 120_000,
      say: line => console.log(`      ${line}`),
    })
    console.log('     ', report.done, report.counts)
    expect(report.faults).to.deep.equal([])
    expect(report.counts['notices']).to.be.above(100)
    expect(report.counts['sealed']).to.be.above(100)
    expect(report.days).to.be.above(5)
  })
})
