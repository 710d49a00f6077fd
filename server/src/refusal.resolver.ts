import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { OperationContext } from './platform/graphql/context.ts'
import type { Refusal } from './platform/refusal/refusal.ts'
import { refusalText } from './refusal-texts.ts'
import { RefusalType } from './refusal.types.ts'
import type { RefusalCode } from './refusals.ts'

@Resolver(() => RefusalType)
export class RefusalResolver {
  @FieldResolver(() => String, { description: "In the request's language (Accept-Language)." })
  message(@Root() refusal: Refusal<RefusalCode>, @Ctx() { language }: OperationContext): string {
    return refusalText(refusal, language)
  }
}
