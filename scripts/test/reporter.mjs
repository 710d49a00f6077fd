// mocha's own "spec" output, and as JSON for the sum over all workspaces: the figures, the names of what failed or was skipped,
// and how long each suite took, its set-up included.
import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'

export default class CountedSpec extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    const skipped = []
    const failed = []
    const suites = []
    let began
    runner.on('suite', suite => {
      if (suite.parent?.root) began = performance.now()
    })
    runner.on('suite end', suite => {
      if (suite.parent?.root) suites.push({ title: suite.title, milliseconds: performance.now() - began })
    })
    runner.on('pending', test => skipped.push(test.fullTitle()))
    runner.on('fail', (test, error) =>
      failed.push({ title: test.fullTitle(), message: String(error?.message ?? error) }),
    )
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats
      writeFileSync(
        options.reporterOption.file,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending, titles: skipped, faults: failed, suites }),
      )
    })
  }
}
