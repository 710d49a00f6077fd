import type { IncomingHttpHeaders } from 'node:http'
import type { Activity, Principal } from '../graphql/context.ts'
import type { Portal } from './same-site.ts'

/** What a request or socket shows of its caller, before anybody has looked at it. */
export interface Credentials {
  cookie: string | undefined
  /** The portal whose session the cookie is to be read as; none: the cookie counts for nothing. */
  portal: Portal | undefined
  /** As the header of this name, `Bearer ptk_…`. Where there is a token, it alone is judged. */
  authorization: string | undefined
  /** The network address that limits of wrong tries count by. */
  address: string
}

/** Who is asking; null for a stranger. Throws `NotLetIn` where a token is shown that lets nobody in. */
export type Recognise = (credentials: Credentials, activity: Activity) => Promise<Principal | null>

/** The token of `Authorization: Bearer …` (RFC 6750 §2.1); null when the header is absent or of another scheme. */
export function bearerOf(authorization: string | undefined): string | null {
  const found = /^bearer(?:\s+(.*))?$/i.exec(authorization?.trim() ?? '')
  return found && (found[1] ?? '')
}

/** The credentials of an HTTP request that may use a session of `portal`. */
export const credentialsOf = (
  request: { headers: IncomingHttpHeaders; ip: string },
  portal: Portal | undefined,
): Credentials => ({
  cookie: request.headers.cookie,
  portal,
  authorization: request.headers.authorization,
  address: request.ip,
})

/** Who asks for a file: a link cannot set the portal's header, and a download changes nothing. */
export const downloader =
  (recognise: Recognise) =>
  (request: { headers: IncomingHttpHeaders; ip: string }): Promise<Principal | null> =>
    recognise(credentialsOf(request, 'partner'), 'person')
