import type { Role } from '../account/index.ts'
import type { PartnerType } from '../partner/partners/index.ts'
import type { Language } from '../platform/i18n/languages.ts'
import { financialInclusion, healthCare, telecommunications } from './policy-groups.seed.ts'

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
  phone: string
  address: string
  language: Language
  /** The policy group of a partner whose type needs one, by its name in policy-groups.seed.ts. */
  policyGroup?: string
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
    phone: '+1 555 010 0100',
    address: '1 Registry Square, Capital City',
    language: 'en',
  },
  {
    who: 'Policy manager',
    username: 'policy',
    email: 'policy@portico.example',
    firstName: 'Samir',
    lastName: 'Haddad',
    role: 'POLICYMANAGER',
    organisation: 'National Identity Authority',
    phone: '+1 555 010 0101',
    address: '1 Registry Square, Capital City',
    language: 'en',
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
    phone: '+44 20 7946 0110',
    address: '14 Northwind Wharf, London E14 9XY',
    language: 'en',
    policyGroup: financialInclusion,
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
    phone: '+91 80 5550 0120',
    address: '27 Tallgrass Road, Bengaluru 560001',
    language: 'en',
    policyGroup: healthCare,
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
    phone: '+33 555 550 130',
    address: '8 quai du Vieux-Port, 17000 La Rochelle',
    language: 'fr',
    policyGroup: financialInclusion,
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
    phone: '+33 455 550 140',
    address: '3 rue de l’Iris, 69002 Lyon',
    language: 'fr',
    policyGroup: telecommunications,
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
    phone: '+212 522 000 150',
    address: '15 شارع الضياء، الدار البيضاء 20000',
    language: 'ar',
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
    phone: '+971 4 555 0160',
    address: 'مبنى الزوال، شارع الميناء، دبي',
    language: 'ar',
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
    phone: '+49 30 5550170',
    address: 'Falkenweg 17, 10115 Berlin',
    language: 'en',
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
    phone: '+47 55 50 01 80',
    address: 'Festningsgata 18, 1767 Halden',
    language: 'en',
  },
]
