import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../../platform/graphql/allow.ts'
import { PageArguments, toConnection, type Connection } from '../../platform/graphql/connection.types.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { isRefusal, type Refusal } from '../../platform/refusal/refusal.ts'
import { DeadLetter, DeadLetterConnection, RetryDeadLetterResult, toDeadLetter } from './dead-letter.types.ts'
import { toLetter, type DeadLetters } from './dead-letters.ts'

/** What could not be delivered, for those who look after the house. */
@Resolver(() => DeadLetter)
export class DeadLetterResolver {
  readonly #letters: DeadLetters

  constructor(letters: DeadLetters) {
    this.#letters = letters
  }

  @Query(() => DeadLetterConnection, { description: 'Messages that were given up, the last one first.' })
  @Allow('job.read')
  deadLetters(@Args(() => PageArguments) args: PageArguments): Connection<DeadLetter> {
    return toConnection(DeadLetterConnection, this.#letters.list(args), row => toDeadLetter(toLetter(row)))
  }

  @Mutation(() => RetryDeadLetterResult, {
    description: 'Tries a message again, as often as a new one; answers how it lay there.',
  })
  @Allow('job.run')
  async retryDeadLetter(
    @Arg('id', () => ID) id: string,
    @Ctx() { principal }: OperationContext,
  ): Promise<DeadLetter | Refusal> {
    const letter = await this.#letters.retry(principal!, id)
    return isRefusal(letter) ? letter : toDeadLetter(letter)
  }
}
