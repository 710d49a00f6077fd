// mocha's own "spec" output, and the figures and the names of what failed or was skipped as JSON for the sum over all workspaces.
import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'

export default class CountedSpec extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    const skipped = []
    const failed = []
    runner.on('pending', test => skipped.push(test.fullTitle()))
    runner.on('fail', (test, error) =>
      failed.push({ title: test.fullTitle(), message: String(error?.message ?? error) }),
    )
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats
      writeFileSync(
        options.reporterOption.file,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending, titles: skipped, faults: failed }),
      )
    })
  }
}
