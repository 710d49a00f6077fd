import type { EntitySchema } from '@mikro-orm/core'
import { ApiTokenEntity } from './api-tokens/api-token.entity.ts'
import { RateLimitEntity } from './attempt.entity.ts'
import { AccountLinkEntity } from './links/account-link.entity.ts'
import { AccountKeyEntity, OidcRecordEntity } from './provider/provider.entity.ts'
import { RegistrationEntity } from './registration/registration.entity.ts'
import { SessionEntity, UsedSignInEntity } from './session.entity.ts'
import { ConsentEntity, TermsEntity } from './terms/terms.entity.ts'
import { MembershipEntity, UserEntity, UserRoleEntity } from './user.entity.ts'

/** The tables of this feature. */
export const accountEntities: EntitySchema[] = [
  UserEntity,
  UserRoleEntity,
  MembershipEntity,
  SessionEntity,
  UsedSignInEntity,
  OidcRecordEntity,
  AccountKeyEntity,
  RateLimitEntity,
  RegistrationEntity,
  AccountLinkEntity,
  TermsEntity,
  ConsentEntity,
  ApiTokenEntity,
]
