import { registerEnumType } from 'type-graphql'

/** What stands between a person and the portal's work. */
export const AccountTaskEnum = {
  ACCEPT_TERMS: 'ACCEPT_TERMS',
  CHOOSE_POLICY_GROUP: 'CHOOSE_POLICY_GROUP',
  COMPLETE_REGISTRATION: 'COMPLETE_REGISTRATION',
} as const
registerEnumType(AccountTaskEnum, {
  name: 'AccountTask',
  description: "What stands between a person and the portal's work; a viewer's tasks come in the order to do them in.",
})

export type AccountTask = keyof typeof AccountTaskEnum
