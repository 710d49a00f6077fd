import { Extensions } from 'type-graphql'
import type { GraphQLField } from 'graphql'
import type { OperationContext } from './context.ts'

interface Stream {
  resolver: Function
  method: string
}

/**
 * Names the method of the same resolver whose stream a subscription tells: `(args, context) => AsyncIterable`. For what is
 * more than a topic of the bus. The library calls a subscription's source without the resolver that has what it needs.
 */
export const StreamedBy =
  (method: string): MethodDecorator =>
  (target, key, descriptor) =>
    (Extensions({ stream: { resolver: target.constructor, method } satisfies Stream }) as MethodDecorator)(
      target,
      key,
      descriptor,
    )

/** The option of `@Subscription` that goes with it; the schema's builder puts the method in its place. */
export const streamed = {
  subscribe: (): AsyncIterable<never> => {
    throw new Error('This subscription says no @StreamedBy.')
  },
}

/** Puts the methods that subscriptions name in their places; `instanceOf` gives a resolver class's instance. */
export function connectStream(
  field: GraphQLField<unknown, OperationContext>,
  instanceOf: (resolver: Function) => unknown,
): void {
  const stream = field.extensions['stream'] as Stream | undefined
  if (!stream) return
  field.subscribe = (_source, args, context) => {
    const resolver = instanceOf(stream.resolver) as Record<
      string,
      (args: unknown, context: OperationContext) => unknown
    >
    return resolver[stream.method]!(args, context)
  }
}
