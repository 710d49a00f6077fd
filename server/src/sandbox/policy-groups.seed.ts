export const financialInclusion = 'Financial inclusion'
export const healthCare = 'Health and social care'
/** As long as names of ministries are: pages must not break on it (W-26). */
export const telecommunications =
  'Telecommunications, postal services and providers of electronic communication licensed under the national numbering plan'

/** The policy groups of the sandbox. */
export const sandboxPolicyGroups: readonly { name: string; description: string }[] = [
  {
    name: financialInclusion,
    description: 'Banks, payment providers and micro-credit: proof of identity when accounts are opened and used.',
  },
  {
    name: healthCare,
    description: 'Hospitals, insurers and social services: recognising a person across institutions.',
  },
  {
    name: telecommunications,
    description: 'Mobile and fixed networks, post: identity of subscribers and recipients.',
  },
]
