import type { Line, LineListener } from './line.ts'

/**
 * The line of a session: shared with its other tabs where the browser can, this tab's own otherwise. The code of either
 * is loaded when it is wanted.
 * @param session the same in every tab of one session, another after the next sign-in
 */
export async function openLine(portal: string, session: string, listener: LineListener): Promise<Line> {
  const { canShare, joinSharedSocket } = await import('./sharedSocket.ts')
  if (canShare()) {
    try {
      return await joinSharedSocket(portal, session, listener)
    } catch {
      // A worker that does not load or answer must not cost anybody their news.
    }
  }
  const { openSocket } = await import('./ownSocket.ts')
  return openSocket(portal, listener)
}
