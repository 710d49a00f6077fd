import {
  GraphQLError,
  GraphQLScalarType,
  isObjectType,
  isUnionType,
  Kind,
  lexicographicSortSchema,
  printSchema,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql'
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql'
import type { Bus } from '../events/bus.ts'
import type { OperationContext } from './context.ts'
import { isRefusal } from '../refusal/refusal.ts'
import { fault } from './errors.ts'
import { connectStream } from './streamed-by.ts'

/** Instants, always UTC, as ISO 8601 with milliseconds. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant in UTC, ISO 8601: 2026-11-22T09:00:00.000Z.',
  serialize: value => (value instanceof Date ? value.toISOString() : String(value)),
  parseValue: value => parseInstant(value),
  parseLiteral: node => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
})

function parseInstant(value: unknown): Date {
  const instant =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(value)
      ? new Date(value)
      : undefined
  if (!instant || Number.isNaN(instant.getTime()))
    throw new GraphQLError('An instant is written like 2026-11-22T09:00:00Z.')
  return instant
}

/** Builds the schema and closes it: a root field that names no permission stops the start (architecture §3, rule 5). */
export function buildGraphQLSchema(
  resolvers: NonEmptyArray<Function>,
  container: { get(resolver: never): unknown },
  pubSub: Bus,
): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    container,
    pubSub,
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    // Arguments of the wrong type are the library's to refuse; nothing is echoed.
    nullableByDefault: false,
  })
  connectStreams(schema, container)
  guardRootFields(schema)
  resolveResults(schema)
  return schema
}

/** The schema as it is committed: sorted, so that a diff shows what changed and nothing else. */
export const printSorted = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`

/** Every root field with the permission it asks for; `public` for strangers too. */
export function rootFields(
  schema: GraphQLSchema,
): { path: string; allow: string | undefined; field: GraphQLField<unknown, OperationContext> }[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    .filter(isObjectType)
    .flatMap(type =>
      Object.values(type.getFields()).map(field => ({
        path: `${type.name}.${field.name}`,
        allow: field.extensions['allow'] as string | undefined,
        field: field as GraphQLField<unknown, OperationContext>,
      })),
    )
}

/**
 * Every union of the house is a result: something or a refusal. Said once here, and synchronously, which compiled
 * execution needs and type-graphql's own resolver is not. Where there are several somethings, they are told apart by
 * their classes, which bear the names of their types.
 */
function resolveResults(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isUnionType(type)) continue
    const members = type.getTypes().map(({ name }) => name)
    const others = members.filter(name => name !== 'Refusal')
    const [only] = others
    if (!members.includes('Refusal') || !only) throw new Error(`The union ${type.name} is not of the form X | Refusal.`)
    const nameOf = (value: object): string => (others.length === 1 ? only : value.constructor.name)
    type.resolveType = value => (isRefusal(value) ? 'Refusal' : nameOf(value as object))
  }
}

function connectStreams(schema: GraphQLSchema, container: { get(resolver: never): unknown }): void {
  for (const { field } of rootFields(schema)) connectStream(field, resolver => container.get(resolver as never))
}

function guardRootFields(schema: GraphQLSchema): void {
  for (const { path, allow, field } of rootFields(schema)) {
    if (!allow) throw new Error(`${path} says neither @Allow(permission) nor @Public().`)
    if (allow === 'public') continue
    for (const step of ['resolve', 'subscribe'] as const) {
      const inner = field[step]
      if (!inner) continue
      field[step] = (source, args, context, info) => {
        assertAllowed(context, allow)
        return inner(source, args, context, info) as unknown
      }
    }
  }
}

/** Throws UNAUTHENTICATED for a stranger, FORBIDDEN for somebody who may not. */
export function assertAllowed(context: OperationContext, permission: string): void {
  if (!context.principal) throw fault('UNAUTHENTICATED', 'Sign in first.')
  if (!context.principal.permissions.has(permission)) throw fault('FORBIDDEN', 'Your role does not allow this.')
}
