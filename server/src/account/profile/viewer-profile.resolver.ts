import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../platform/clock/clock.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import type { OwnAccountEdge } from '../own-account.ts'
import { Viewer } from '../viewer.types.ts'
import { AccountTaskEnum, type AccountTask } from './account-task.types.ts'

/** What of a viewer takes a look-up of its own. A program learns nothing by which the person is reached. */
@Resolver(() => Viewer)
export class ViewerProfileResolver {
  readonly #account: OwnAccountEdge
  readonly #clock: Clock

  constructor(account: OwnAccountEdge, clock: Clock) {
    this.#account = account
    this.#clock = clock
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Address of the first partner; null where none is known.',
  })
  async address(@Ctx() { principal }: OperationContext): Promise<string | null> {
    if (principal!.kind === 'token') return null
    return (await this.#account.own.contactOf(principal!.partnerIds))?.address ?? null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'A new address that waits for its confirmation by mail, if any.',
  })
  async pendingEmail(@Ctx() { principal }: OperationContext): Promise<string | null> {
    return principal!.kind === 'token' ? null : this.#account.own.emails.pending(principal!.userId)
  }

  @FieldResolver(() => [AccountTaskEnum], { description: 'In the order to do them in.' })
  tasks(@Root() { roles }: Viewer, @Ctx() { principal }: OperationContext): Promise<AccountTask[]> {
    return this.#account.own.tasks(principal!, roles)
  }

  @FieldResolver(() => Date, {
    description: 'The server’s business time, which the sandbox can move; “in 12 days” is counted from here.',
  })
  businessNow(): Date {
    return this.#clock.businessNow()
  }
}
