export type Domain = 'AUTH' | 'DEVICE' | 'FTM' | 'MISP'

export interface SeedAuthority {
  name: string
  domain: Domain
  /** Days from today to its first and last day. */
  days: [from: number, to: number]
  below?: readonly Omit<SeedAuthority, 'domain' | 'below'>[]
}

/** Authorities of a small country: names in three scripts, some soon to expire, one that has. */
export const sandboxAuthorities: readonly SeedAuthority[] = [
  {
    name: 'CN=Veridia National Root CA G2, O=Veridia Digital Agency, C=VD',
    domain: 'AUTH',
    days: [-700, 5_200],
    below: [
      { name: 'CN=Veridia Partner Issuing CA 3, O=Veridia Digital Agency, C=VD', days: [-690, 12] },
      { name: 'CN=Tallgrass Auth CA 2, O=Tallgrass Trust, C=VD', days: [-460, 263] },
      { name: 'CN=Veridia Partner Issuing CA 4, O=Veridia Digital Agency, C=VD', days: [-60, 1_700] },
    ],
  },
  {
    name: 'CN=Northwind Root X2, O=Northwind Identity Ltd, C=VD',
    domain: 'AUTH',
    days: [-1_100, 2_600],
    below: [{ name: 'CN=Northwind Identity Issuing CA 2025, O=Northwind Identity Ltd, C=VD', days: [-430, 657] }],
  },
  {
    name: 'CN=الجذر الوطني G1, O=الهيئة الوطنية, C=VD',
    domain: 'AUTH',
    days: [-800, 3_000],
    below: [{ name: 'CN=الهيئة الوطنية للتوثيق الرقمي, O=الهيئة الوطنية, C=VD', days: [-540, 190] }],
  },
  {
    name: 'CN=Kestrel Root R1, O=Kestrel Biometrics, C=VD',
    domain: 'DEVICE',
    days: [-1_400, 1_900],
    below: [{ name: 'CN=Kestrel Biometrics Device CA, O=Kestrel Biometrics, C=VD', days: [-1_070, 27] }],
  },
  {
    name: 'CN=Old Harbour Root, O=Old Harbour Trust Services, C=VD',
    domain: 'DEVICE',
    days: [-2_600, 900],
    below: [{ name: 'CN=Old Harbour Trust Services CA, O=Old Harbour Trust Services, C=VD', days: [-1_510, -53] }],
  },
  {
    name: 'CN=CGTSN Racine 2022, O=Compagnie générale de télécommunications et de services numériques, C=VD',
    domain: 'FTM',
    days: [-1_300, 2_300],
    below: [
      {
        name: 'CN=Compagnie générale de télécommunications et de services numériques – Sous-CA 2, O=CGTSN, C=VD',
        days: [-630, 101],
      },
    ],
  },
  {
    name: 'CN=Halden Root 2021, O=Halden Secure Elements, C=VD',
    domain: 'FTM',
    days: [-1_800, 1_400],
    below: [
      { name: 'CN=Halden Secure Elements CA 1, O=Halden Secure Elements, C=VD', days: [-930, 895] },
      { name: 'CN=Aurora Chip Personalisation CA, O=Aurora Cards, C=VD', days: [-870, 952] },
    ],
  },
  { name: 'CN=Meridian MISP Root, O=Meridian Networks, C=VD', domain: 'MISP', days: [-200, 2_900] },
]
