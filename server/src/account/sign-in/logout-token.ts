import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { Clock } from '../../platform/clock/clock.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** Seconds a logout token may be on its way, and by how many two clocks may differ. */
const OLDEST = 300
const TOLERANCE = 60

/** Whose sessions another provider has ended, as its logout token says. */
export interface ProviderLogout {
  issuer: string
  /** The session that ended; null: all of the person's. */
  sid: string | null
  subject: string | null
  /** Sessions begun later are none of this logout's. */
  issuedAt: Date
}

/** The token that was sent is none that must be acted upon. The text is for the log. */
export class NoLogoutToken extends Error {}

/** Where the provider's keys are, and how it calls itself. */
export interface LogoutIssuer {
  issuer: string
  keys: URL
}

/**
 * Verifies logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.6): signed by the issuer for this client, lately,
 * a logout event, somebody named, and no nonce, so that no ID token passes for one.
 */
export class LogoutTokens {
  readonly #clock: Clock
  readonly #clientId: string
  readonly #issuer: () => Promise<LogoutIssuer>
  #keys: { at: string; set: ReturnType<typeof createRemoteJWKSet> } | null = null

  constructor({ clock, clientId, issuer }: { clock: Clock; clientId: string; issuer: () => Promise<LogoutIssuer> }) {
    this.#clock = clock
    this.#clientId = clientId
    this.#issuer = issuer
  }

  /** Throws `NoLogoutToken`, or what kept the provider's keys from being asked for. */
  async verify(token: string): Promise<ProviderLogout> {
    const { issuer, keys } = await this.#issuer()
    if (this.#keys?.at !== keys.href) this.#keys = { at: keys.href, set: createRemoteJWKSet(keys) }
    const { payload, protectedHeader } = await jwtVerify(token, this.#keys.set, {
      issuer,
      audience: this.#clientId,
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: OLDEST,
      clockTolerance: TOLERANCE,
      currentDate: this.#clock.now(),
    })
    const { sid, sub, events, iat } = payload
    const type = protectedHeader.typ?.toLowerCase()
    if (type !== undefined && type !== 'jwt' && type !== 'logout+jwt') throw new NoLogoutToken(`typ is ${type}`)
    if ('nonce' in payload) throw new NoLogoutToken('has a nonce')
    const event = (events as Record<string, unknown> | null)?.[EVENT]
    if (typeof event !== 'object' || event === null || Array.isArray(event)) throw new NoLogoutToken('is no logout')
    const named = { sid: textOf(sid), subject: textOf(sub) }
    if (!named.sid && !named.subject) throw new NoLogoutToken('names nobody')
    return { issuer, ...named, issuedAt: new Date(iat! * 1_000) }
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
