import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../../platform/graphql/allow.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { chooseLanguage } from '../../platform/i18n/languages.ts'
import { isRefusal } from '../../platform/refusal/refusal.ts'
import type { OwnAccountEdge } from '../own-account.ts'
import { AcceptTermsResult, TermsType } from './terms.types.ts'

@Resolver(() => TermsType)
export class TermsResolver {
  readonly #account: OwnAccountEdge

  constructor(account: OwnAccountEdge) {
    this.#account = account
  }

  @Query(() => TermsType, { description: "The terms in force, in the request's language." })
  @Allow('account.read')
  async terms(@Ctx() { principal, language }: OperationContext): Promise<TermsType> {
    const terms = await this.#account.own.terms.read(principal!.userId, chooseLanguage(language))
    return Object.assign(new TermsType(), terms)
  }

  @Mutation(() => AcceptTermsResult, { description: 'Accepts the version in force; it is asked for once.' })
  @Allow('account.write')
  async acceptTerms(@Arg('version', () => String) version: string, @Ctx() context: OperationContext) {
    const principal = context.principal!
    const result = await this.#account.own.terms.accept(principal, version, chooseLanguage(context.language))
    return isRefusal(result) ? result : this.#account.viewer(principal)
  }
}
