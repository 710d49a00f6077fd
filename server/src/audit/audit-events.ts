/**
 * Every act that is audited, with the original system's event code (partner-management §5.7; null: the original does
 * not audit it, sign-in among them, which it leaves to Keycloak). A new act is a new line here.
 */
export const auditCodes = {
  'sign-in.succeeded': null,
  'sign-in.failed': null,
  'sign-out': null,
  'session.ended': null,
  'user.created': 'PMS_PRT_201',
  'administrator.created': null,
  'registration.requested': 'PMS_PRT_101',
  'registration.confirmed': null,
  'registration.completed': null,
  'password.changed': null,
  'password.change-failed': null,
  'password.reset-requested': null,
  'password.reset': null,
  'email.change-requested': null,
  'email.changed': null,
  'profile.updated': null,
  'terms.accepted': null,
  'partner.registered': 'PMS_PRT_201',
  'partner.contact-changed': 'PMS_PRT_205',
  'partner.policy-group-chosen': 'PMS_PRT_221',
  'partner.deactivated': 'PMS_PRT_289',
  'partner.reactivated': 'PMS_PRT_289',
  'partner-certificate.uploaded': 'PMS_PRT_203',
  'partner-certificate.refused': 'PMS_PRT_403',
  'trust-certificate.uploaded': 'PMS_PRT_202',
  'trust-certificate.refused': 'PMS_PRT_402',
  'trust-certificate.distrusted': null,
  'trust-certificate.trusted-again': null,
  'api-token.created': null,
  'api-token.revoked': null,
} as const satisfies Record<string, string | null>

export type AuditEvent = keyof typeof auditCodes
