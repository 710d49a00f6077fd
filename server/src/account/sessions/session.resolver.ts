import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { done } from '../../done.types.ts'
import { Allow } from '../../platform/graphql/allow.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { isRefusal } from '../../platform/refusal/refusal.ts'
import type { OwnAccountEdge } from '../own-account.ts'
import { clientInWords } from './client-label.ts'
import { EndSessionResult, PortalSession } from './session.types.ts'

@Resolver(() => PortalSession)
export class PortalSessionResolver {
  readonly #account: OwnAccountEdge

  constructor(account: OwnAccountEdge) {
    this.#account = account
  }

  @Query(() => [PortalSession], { description: "The caller's own sessions, the current one first; 100 at most." })
  @Allow('account.read')
  async sessions(@Ctx() { principal, language }: OperationContext): Promise<PortalSession[]> {
    const sessions = await this.#account.own.sessions.list(principal!)
    const inWords = (client: string | null) => client && clientInWords(client, language as Language)
    return sessions.map(({ client, ...session }) =>
      Object.assign(new PortalSession(), { ...session, client: inWords(client) }),
    )
  }

  @Mutation(() => EndSessionResult, { description: 'Ends one of the own sessions, the current one too.' })
  @Allow('account.write')
  async endSession(@Arg('id', () => ID) id: string, @Ctx() { principal }: OperationContext) {
    const result = await this.#account.own.sessions.end(principal!, id)
    return isRefusal(result) ? result : done()
  }

  @Mutation(() => EndSessionResult, { description: 'Ends every own session but the current one.' })
  @Allow('account.write')
  async endOtherSessions(@Ctx() { principal }: OperationContext) {
    await this.#account.own.sessions.endOthers(principal!)
    return done()
  }
}
