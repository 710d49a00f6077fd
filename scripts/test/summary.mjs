/**
 * Sums the workspaces' figures. A workspace that ended badly without a figure (it could not even be loaded) is one failure,
 * so that it cannot pass for nothing.
 * @param {{ folder: string, code: number, report?: { passed: number, failed: number, skipped: number, titles: string[], faults?: { title: string, message: string }[], suites?: { title: string, milliseconds: number }[] } }[]} runs
 */
export function sum(runs) {
  const total = { passed: 0, failed: 0, skipped: 0, titles: [], faults: [], suites: [], broken: [] }
  for (const { folder, code, report } of runs) {
    total.passed += report?.passed ?? 0
    total.failed += report?.failed ?? 0
    total.skipped += report?.skipped ?? 0
    total.titles.push(...(report?.titles ?? []).map(title => `${folder}: ${title}`))
    for (const { title, message } of report?.faults ?? [])
      total.faults.push(`${folder}: ${title}: ${message.split('\n')[0]}`)
    for (const { title, milliseconds } of report?.suites ?? [])
      total.suites.push({ title: `${folder}: ${title}`, milliseconds })
    if (code !== 0 && !report?.failed) {
      total.failed += 1
      total.broken.push(folder)
    }
  }
  return total
}

/** Skipped specifications by the variable their titles name (TEST_MYSQL_URL, CHROMIUM_PATH …); '' for those that name none. */
export function byVariable(titles) {
  const groups = new Map()
  for (const title of titles) {
    const variable = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\bLIGHTHOUSE\b/.exec(title)?.[0] ?? ''
    groups.set(variable, [...(groups.get(variable) ?? []), title])
  }
  return groups
}

/** The suites that took longest, the longest first: where to look when the whole takes too long. */
export function longest(suites, most) {
  return suites.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, most)
}

/** The last line of every test run, plain so that a machine reads it. */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** 0 only when something ran and nothing failed. */
export function exitCode({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0
}
