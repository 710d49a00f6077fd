import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Allow } from '../../platform/graphql/allow.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { isRefusal } from '../../platform/refusal/refusal.ts'
import type { OwnAccountEdge } from '../own-account.ts'
import { CompleteRegistrationInput, CompleteRegistrationResult } from './completion.types.ts'

/** Stands apart from the feature's index: partners, whose types it takes, know the index. */
@Resolver()
export class CompleteRegistrationResolver {
  readonly #account: OwnAccountEdge

  constructor(account: OwnAccountEdge) {
    this.#account = account
  }

  @Mutation(() => CompleteRegistrationResult, {
    description: "Makes the caller's partner, where the identity provider told too little to do so at sign-in.",
  })
  @Allow('account.write')
  async completeRegistration(
    @Arg('input', () => CompleteRegistrationInput) input: CompleteRegistrationInput,
    @Ctx() context: OperationContext,
  ) {
    const principal = context.principal!
    const made = await this.#account.own.completions.complete(principal, input)
    if (isRefusal(made)) return made
    // The rest of the answer is read for the partner that was not there when the question came.
    context.principal = { ...principal, partnerIds: [...principal.partnerIds, made.partnerId] }
    return this.#account.viewer(context.principal)
  }
}
