import type { EntitySchema } from '@mikro-orm/core'
import { RateLimitEntity } from './attempt.entity.ts'
import { AccountKeyEntity, OidcRecordEntity } from './provider/provider.entity.ts'
import { SessionEntity, UsedSignInEntity } from './session.entity.ts'
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
]
