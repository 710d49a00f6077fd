import { GraphQLScalarType } from 'graphql'
import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { refusalCodes, type RefusalCode } from './refusals.ts'

/** Free-form facts of a refusal; only ever sent, never taken. */
export const JSONScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  serialize: value => value,
  parseValue: () => {
    throw new TypeError('JSON is only ever sent.')
  },
})

export const RefusalCodeEnum = Object.fromEntries(Object.keys(refusalCodes).map(code => [code, code])) as {
  [Code in RefusalCode]: Code
}
registerEnumType(RefusalCodeEnum, { name: 'RefusalCode' })

@ObjectType('Refusal', { description: 'A rule of the business said no. Nothing was changed.' })
export class RefusalType {
  @Field(() => RefusalCodeEnum)
  declare code: RefusalCode

  @Field(() => [String], {
    description: 'Path of the input field at fault, e.g. ["input", "reason"]; empty when none is.',
  })
  declare field: string[]

  @Field(() => JSONScalar, { nullable: true })
  declare facts: Record<string, unknown>
}
