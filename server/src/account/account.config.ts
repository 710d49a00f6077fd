/** What the feature needs of the operator's settings. */
export interface AccountConfig {
  /** Public address as browsers see it, without a trailing slash. */
  origin: string
  mode: 'sandbox' | 'development' | 'production'
  /** Seconds without activity before the portal's prompt (R-SES-01). */
  idleSeconds: number
  /** Seconds the prompt counts down (R-SES-01). */
  promptSeconds: number
  /** Seconds after which a session ends, active or not. */
  absoluteSeconds: number
  /** OpenID issuer that replaces the built-in provider; null or empty: the built-in one. */
  partnerIssuer: string | null
  /** Client id and secret at that issuer; the built-in provider needs neither. */
  partnerClientId: string
  partnerClientSecret: string | null
  /** Where that issuer's ID token or userinfo lists roles, as a dotted path; Keycloak's default when absent. */
  partnerRolesClaim?: string
}

/** Whether browsers reach us by https, so that cookies can be bound to the host. */
export const isSecure = (config: Pick<AccountConfig, 'origin'>): boolean => config.origin.startsWith('https:')
