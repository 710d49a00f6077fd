import type { Vault } from '../platform/crypto/seal.ts'
import type { Database } from '../platform/database/database.ts'
import { UserEntity, type UserStatus } from './user.entity.ts'

/** Addresses and names of active people by id, for their mails; others are left out. One statement. */
export async function contactsOf(
  { db, vault }: { db: Database; vault: Vault },
  userIds: readonly string[],
): Promise<ReadonlyMap<string, { address: string | null; name: string }>> {
  const users = await db
    .em()
    .find(
      UserEntity,
      { id: { $in: [...new Set(userIds)] }, status: 'ACTIVE' satisfies UserStatus },
      { fields: ['sealedEmail', 'sealedFirstName', 'sealedLastName'] },
    )
  return new Map(
    users.map(({ id, sealedEmail, sealedFirstName, sealedLastName }) => [
      id,
      {
        address: sealedEmail ? vault.open('user', 'email', id, sealedEmail) : null,
        name: [
          vault.open('user', 'first_name', id, sealedFirstName),
          vault.open('user', 'last_name', id, sealedLastName),
        ]
          .join(' ')
          .trim(),
      },
    ]),
  )
}
