import type { BrowserContext } from 'playwright-core'

/** What went wrong in the pages of a context, unseen by a person. */
export interface Watch {
  /** Errors that match are expected: the specification provokes them. */
  expect(pattern: RegExp): void
  /** What was seen and not expected. */
  found(): string[]
}

const VIOLATION = 'Content-Security-Policy violated:'

/** Watches every page of a context for console errors, uncaught exceptions and policy violations. */
export async function watch(context: BrowserContext): Promise<Watch> {
  const seen: string[] = []
  const expected: RegExp[] = []
  // Not every browser reports a violation on the console; the event is the standard's.
  await context.addInitScript(prefix => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(
        `${prefix} ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
      )
    })
  }, VIOLATION)
  context.on('console', message => {
    if (message.type() === 'error') seen.push(`${message.text()} (${message.location().url})`)
  })
  // Leaving a page while it loads breaks off what it was loading. Firefox reports that as errors, Chromium does not; what the
  // server really refused is told by its answer.
  const refused = new Set<string>()
  context.on('response', answer => void (answer.status() >= 400 && refused.add(answer.url())))
  context.on('requestfailed', request => {
    if (!/ABORT/i.test(request.failure()?.errorText ?? '')) refused.add(request.url())
  })
  const isBrokenOff = (text: string) => {
    const [, url] = /(?:dynamically imported module: |status=2152398850 source: )(\S+)/.exec(text) ?? []
    return url !== undefined && !refused.has(url)
  }
  context.on('weberror', error => seen.push(String(error.error().stack ?? error.error())))
  return {
    expect: pattern => void expected.push(pattern),
    found: () => {
      const rest = seen.filter(text => !isBrokenOff(text) && !expected.some(pattern => pattern.test(text)))
      // The router repeats such an error without a word.
      return rest.length < seen.length ? rest.filter(text => !text.startsWith('Error (')) : rest
    },
  }
}
