import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { done } from '../../done.types.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { isRefusal } from '../../platform/refusal/refusal.ts'
import type { OwnAccountEdge } from '../own-account.ts'
import {
  ChangePasswordInput,
  ChangePasswordResult,
  RequestEmailChangeInput,
  RequestEmailChangeResult,
  UpdateProfileInput,
  UpdateProfileResult,
} from './profile.types.ts'

@Resolver()
export class ProfileResolver {
  readonly #account: OwnAccountEdge

  constructor(account: OwnAccountEdge) {
    this.#account = account
  }

  @Mutation(() => UpdateProfileResult, {
    description: 'Changes what the caller tells of themselves, and the contact data of their own partners.',
  })
  @Allow('account.write')
  async updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @Ctx() { principal }: OperationContext,
  ) {
    const result = await this.#account.own.profiles.update(principal!, input)
    return isRefusal(result) ? result : this.#account.viewer(principal!)
  }

  @Mutation(() => ChangePasswordResult, { description: 'Ends every other session of the caller.' })
  @Allow('account.write')
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: OperationContext,
  ) {
    const result = await this.#account.own.passwords.change(context.principal!, input, addressOf(context))
    return isRefusal(result) ? result : done()
  }

  @Mutation(() => RequestEmailChangeResult, {
    description:
      'Mails a link to the new address; it counts once that is followed. Says the same for an address in use.',
  })
  @Allow('account.write')
  async requestEmailChange(
    @Arg('input', () => RequestEmailChangeInput) input: RequestEmailChangeInput,
    @Ctx() context: OperationContext,
  ) {
    const result = await this.#account.own.emails.request(context.principal!, input, addressOf(context))
    return isRefusal(result) ? result : done()
  }
}

/** The caller's network address; over a socket, which has none, the session counts instead. */
const addressOf = ({ memo, principal }: OperationContext): string => String(memo.get('ip') ?? principal!.sessionId)
