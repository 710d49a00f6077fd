/** What an operation may ask for by `@Allow`. */
export type Permission =
  | 'account.read'
  | 'account.write'
  | 'dashboard.read'
  | 'notice.read'
  | 'notice.write'
  | 'job.read'
  | 'job.run'
  | 'audit.read'
  | 'trust.read'
  | 'trust.write'
  | 'partner.read'
  | 'partner.write'
  | 'policy.read'
  | 'policy.write'
  | 'policy-request.read'
  | 'policy-request.write'
  | 'policy-request.decide'
  | 'api-key.read'
  | 'api-key.write'
  | 'api-key.status'
  | 'oidc-client.read'
  | 'oidc-client.write'
  | 'sbi.read'
  | 'sbi.write'
  | 'sbi.decide'
  | 'ftm-chip.read'
  | 'ftm-chip.write'
  | 'ftm-chip.decide'
  | 'certificate.read'
  | 'certificate.write'

/** What everybody who is signed in may, whatever the role: look after the own account. No API token ever holds it. */
export const everybodys: readonly Permission[] = ['account.read', 'account.write']

/**
 * The one table from role to permissions (partner-management §1.3; role names are Keycloak's, §1.2). It says what a
 * role may ask for; *whose* rows an answer holds is `scoped()`'s business, so `…read` of a partner means its own.
 * The internal type has no role: its people may look after their account and nothing else.
 */
export const permissions = {
  PARTNER_ADMIN: [
    'dashboard.read',
    'notice.read',
    'notice.write',
    'job.read',
    'job.run',
    'audit.read',
    'trust.read',
    'trust.write',
    'partner.read',
    'partner.write',
    'policy.read',
    'policy.write',
    'policy-request.read',
    'policy-request.decide',
    'api-key.read',
    'api-key.status',
    'oidc-client.read',
    'sbi.read',
    'sbi.decide',
    'ftm-chip.read',
    'ftm-chip.decide',
    'certificate.read',
  ],
  POLICYMANAGER: ['dashboard.read', 'notice.read', 'notice.write', 'policy.read', 'policy.write'],
  AUTH_PARTNER: [
    'dashboard.read',
    'notice.read',
    'notice.write',
    'certificate.read',
    'certificate.write',
    'policy-request.read',
    'policy-request.write',
    'api-key.read',
    'api-key.write',
    'api-key.status',
    'oidc-client.read',
    'oidc-client.write',
  ],
  CREDENTIAL_PARTNER: [
    'dashboard.read',
    'notice.read',
    'notice.write',
    'certificate.read',
    'certificate.write',
    'policy-request.read',
    'policy-request.write',
    'api-key.write',
    'api-key.status',
  ],
  ONLINE_VERIFICATION_PARTNER: [
    'dashboard.read',
    'notice.read',
    'notice.write',
    'certificate.read',
    'certificate.write',
    'policy-request.read',
    'policy-request.write',
    'api-key.write',
    'api-key.status',
  ],
  ABIS_PARTNER: [
    'dashboard.read',
    'notice.read',
    'notice.write',
    'certificate.read',
    'certificate.write',
    'policy-request.read',
    'policy-request.write',
    'api-key.write',
  ],
  PRINT_PARTNER: ['dashboard.read', 'notice.read', 'notice.write', 'certificate.read', 'certificate.write'],
  BINDING_PARTNER: ['dashboard.read', 'notice.read', 'notice.write', 'certificate.read', 'certificate.write'],
  MANUAL_ADJUDICATION: ['dashboard.read', 'notice.read', 'notice.write', 'certificate.read', 'certificate.write'],
  SDK_PARTNER: [
    'dashboard.read',
    'notice.read',
    'notice.write',
    'certificate.read',
    'certificate.write',
    'policy-request.read',
  ],
  MISP_PARTNER: ['dashboard.read', 'notice.read', 'notice.write', 'certificate.read', 'certificate.write'],
  DEVICE_PROVIDER: [
    'dashboard.read',
    'notice.read',
    'notice.write',
    'certificate.read',
    'certificate.write',
    'sbi.read',
    'sbi.write',
  ],
  FTM_PROVIDER: [
    'dashboard.read',
    'notice.read',
    'notice.write',
    'certificate.read',
    'certificate.write',
    'ftm-chip.read',
    'ftm-chip.write',
  ],
} as const satisfies Record<string, readonly Permission[]>

export type Role = keyof typeof permissions

/** Whether a name from a provider's claim is a role of ours; every other one is ignored. */
export const isRole = (name: string): name is Role => Object.hasOwn(permissions, name)

/**
 * Whether somebody with these roles acts for partners and for nothing else: who administers the house or its policies
 * is asked for no terms and no partner.
 */
export const isPartnerPerson = (roles: readonly string[]): boolean =>
  roles.some(isRole) && !roles.includes('PARTNER_ADMIN') && !roles.includes('POLICYMANAGER')

/** Everything the roles together allow, and what is everybody's. */
export const permissionsOf = (roles: Iterable<string>): ReadonlySet<Permission> =>
  new Set([...everybodys, ...[...roles].filter(isRole).flatMap(role => [...permissions[role]] as Permission[])])
