import type { Line, LineListener } from './line.ts'
import { joinLine } from './joinLine.ts'
// oxlint-disable-next-line import/default -- the bundler's address of the worker, not what the worker exports
import keeperUrl from './keeper.worker.ts?sharedworker&url'

/** Whether this browser lets tabs share a line: Web Locks tell when one of them dies, and want a secure address. */
export const canShare = (): boolean => typeof SharedWorker === 'function' && navigator.locks !== undefined

/** The line that all tabs of a session share; rejects when it cannot be had. */
export function joinSharedSocket(portal: string, session: string, listener: LineListener): Promise<Line> {
  return joinLine(listener, {
    keeper: number =>
      new SharedWorker(scriptUrl(keeperUrl) as string, { type: 'module', name: `${portal} ${session} ${number}` }),
    locks: navigator.locks,
    patience: 10_000,
  })
}

interface ScriptPolicy {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): unknown
  }
}

/** Our policy lets no bare text become a script's address (Trusted Types); this one is the bundler's. */
function scriptUrl(url: string): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: ScriptPolicy }
  if (!trustedTypes) return url
  return trustedTypes.createPolicy('portico-line', { createScriptURL: known => known }).createScriptURL(url)
}
