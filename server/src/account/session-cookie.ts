import { fastifyCookie, type SerializeOptions } from '@fastify/cookie'
import { isSecure, type AccountConfig } from './account.config.ts'

/**
 * Our cookies: HttpOnly and SameSite=Lax; over https bound to the host by the `__Host-` prefix, which demands Secure
 * and Path=/. Over http, which browsers accept so on localhost only, the name has no prefix (decisions §2).
 */
export class Cookies {
  readonly #secure: boolean

  constructor(config: Pick<AccountConfig, 'origin'>) {
    this.#secure = isSecure(config)
  }

  name(base: string): string {
    return this.#secure ? `__Host-${base}` : base
  }

  read(header: string | undefined, base: string): string | undefined {
    return header ? fastifyCookie.parse(header)[this.name(base)] : undefined
  }

  /** The `Set-Cookie` value; without `maxAge` (seconds) the cookie ends with the browser. */
  set(base: string, value: string, maxAge?: number): string {
    return fastifyCookie.serialize(this.name(base), value, {
      ...this.#options(),
      ...(maxAge === undefined ? {} : { maxAge }),
    })
  }

  clear(base: string): string {
    return fastifyCookie.serialize(this.name(base), '', { ...this.#options(), maxAge: 0 })
  }

  #options(): SerializeOptions {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#secure }
  }
}

/** The session cookie of a portal, without prefix. */
export const sessionCookie = (portal: string): string => `portico-${portal}`

/** The language chosen on the built-in provider's page, for the few moments until the person is back. */
export const languageCookie = 'sign-in-language'
