import type { Role } from '../account/index.ts'
import type { PartnerType } from '../partner/partners/index.ts'

/** Same for everybody in the sandbox; nothing of the sandbox exists in production. */
export const sandboxPassword = 'Portico-Sandbox-1'

export interface SandboxPerson {
  /** How the start calls them. */
  who: string
  username: string
  email: string
  firstName: string
  lastName: string
  role: Role
  organisation: string
  /** Absent for people who are no partner. */
  type?: PartnerType
}

/** An administrator, a policy manager and a partner of each kind with a portal of its own (architecture §2). */
export const sandboxPeople: readonly SandboxPerson[] = [
  {
    who: 'Administrator',
    username: 'admin',
    email: 'admin@portico.example',
    firstName: 'Nadia',
    lastName: 'Okafor',
    role: 'PARTNER_ADMIN',
    organisation: 'National Identity Authority',
    type: 'Partner_Admin',
  },
  {
    who: 'Policy manager',
    username: 'policy',
    email: 'policy@portico.example',
    firstName: 'Samir',
    lastName: 'Haddad',
    role: 'POLICYMANAGER',
    organisation: 'National Identity Authority',
  },
  {
    who: 'Authentication partner',
    username: 'northwind',
    email: 'amelie@northwind.example',
    firstName: 'Amélie',
    lastName: 'Laurent',
    role: 'AUTH_PARTNER',
    organisation: 'Northwind Identity Ltd',
    type: 'Auth_Partner',
  },
  {
    who: 'Credential partner',
    username: 'tallgrass',
    email: 'ravi@tallgrass.example',
    firstName: 'Ravi',
    lastName: 'Menon',
    role: 'CREDENTIAL_PARTNER',
    organisation: 'Tallgrass Trust',
    type: 'Credential_Partner',
  },
  {
    who: 'Verification partner',
    username: 'oldharbour',
    email: 'ines@oldharbour.example',
    firstName: 'Inès',
    lastName: 'Moreau',
    role: 'ONLINE_VERIFICATION_PARTNER',
    organisation: 'Old Harbour Trust Services',
    type: 'Online_Verification_Partner',
  },
  {
    who: 'ABIS partner',
    username: 'iriscore',
    email: 'lea@iriscore.example',
    firstName: 'Léa',
    lastName: 'Fontaine',
    role: 'ABIS_PARTNER',
    organisation: 'Iriscore Matching',
    type: 'ABIS_Partner',
  },
  {
    who: 'SDK partner',
    username: 'lumen',
    email: 'omar@lumen.example',
    firstName: 'عمر',
    lastName: 'الفاسي',
    role: 'SDK_PARTNER',
    organisation: 'Lumen Software',
    type: 'SDK_Partner',
  },
  {
    who: 'MISP partner',
    username: 'meridian',
    email: 'yara@meridian.example',
    firstName: 'يارا',
    lastName: 'منصور',
    role: 'MISP_PARTNER',
    organisation: 'Meridian Networks',
    type: 'MISP_Partner',
  },
  {
    who: 'Device provider',
    username: 'kestrel',
    email: 'jonas@kestrel.example',
    firstName: 'Jonas',
    lastName: 'Weber',
    role: 'DEVICE_PROVIDER',
    organisation: 'Kestrel Biometrics',
    type: 'Device_Provider',
  },
  {
    who: 'FTM chip provider',
    username: 'halden',
    email: 'ingrid@halden.example',
    firstName: 'Ingrid',
    lastName: 'Halden',
    role: 'FTM_PROVIDER',
    organisation: 'Halden Secure Elements',
    type: 'FTM_Provider',
  },
]
