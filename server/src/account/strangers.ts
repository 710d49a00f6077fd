import type { FastifyInstance } from 'fastify'
import type { AccountConfig } from './account.config.ts'
import { linkRoutes } from './links/link.routes.ts'
import { PasswordResets, type PasswordResetsDeps } from './links/password-reset.service.ts'
import type { EmailChanges } from './profile/email-change.service.ts'
import { Confirmations } from './registration/confirmation.service.ts'
import type { PartnerRegistrar, PartnerTypeTable } from './registration/partner-registrar.port.ts'
import { registrationRoutes } from './registration/registration.routes.ts'
import { Registrations } from './registration/registration.service.ts'
import type { Cookies } from './session-cookie.ts'

export interface StrangersDeps extends PasswordResetsDeps {
  config: AccountConfig
  cookies: Cookies
  registrar: PartnerRegistrar
  types: PartnerTypeTable
  emailChanges: EmailChanges
}

/** What people may do who are not signed in, at the built-in provider: register, confirm, choose a new password. */
export function createStrangers(deps: StrangersDeps): {
  routes(app: FastifyInstance): Promise<void>
  /** Resolves when nothing of what was promised is left to do. */
  settled(): Promise<void>
} {
  const registrations = new Registrations(deps)
  const confirmations = new Confirmations(deps)
  const resets = new PasswordResets(deps)
  return {
    async routes(app) {
      await registrationRoutes(app, { ...deps, registrations, confirmations })
      await linkRoutes(app, { ...deps, resets })
    },
    settled: () => resets.settled(),
  }
}
