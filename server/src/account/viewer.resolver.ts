import { Ctx, Query, Resolver } from 'type-graphql'
import { Public } from '../platform/graphql/allow.ts'
import type { OperationContext, Principal } from '../platform/graphql/context.ts'
import { Viewer } from './viewer.types.ts'
import type { ViewerView } from './viewer.service.ts'

/** What the resolver needs of the feature. */
export interface ViewerReader {
  viewer(principal: Principal): Promise<ViewerView | null>
}

@Resolver(() => Viewer)
export class ViewerResolver {
  readonly #account: ViewerReader

  constructor(account: ViewerReader) {
    this.#account = account
  }

  @Public()
  @Query(() => Viewer, { nullable: true, description: 'Who is signed in at this portal; null for a stranger.' })
  async viewer(@Ctx() { principal }: OperationContext): Promise<Viewer | null> {
    return principal && this.#account.viewer(principal)
  }
}
