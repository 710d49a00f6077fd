import { getNamedType, isCompositeType, Kind, type DocumentNode, type GraphQLSchema } from 'graphql'
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity'
import { LRUCache } from 'lru-cache'
import { Extensions } from 'type-graphql'
import { fault } from './errors.ts'

/** Points an operation may cost (quality §1.2). */
export const costLimit = 5_000

/** Rows a list gives when nobody says how many. */
export const defaultPageSize = 25

/** Says what a field costs in points when that is more than a look-up: `@Cost(20)`. */
export const Cost = (points: number): MethodDecorator => Extensions({ cost: points }) as MethodDecorator

/** An object costs 1, a scalar nothing, a mutation 10; a connection multiplies by the rows it was asked for. */
const estimate: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  const declared = field.extensions['cost']
  const plain = type.name === 'Mutation' ? 10 : isCompositeType(getNamedType(field.type)) ? 1 : 0
  const own = typeof declared === 'number' ? declared : plain
  const rows = (args['first'] ?? args['last']) as unknown
  const isConnection = field.args.some(arg => arg.name === 'first')
  return own + childComplexity * (isConnection ? (typeof rows === 'number' ? Math.max(1, rows) : defaultPageSize) : 1)
}

/** Prices by document, then by operation and variables: a portal asks the same few things again and again. */
const known = new WeakMap<DocumentNode, LRUCache<string, number>>()

/** What the operation costs in points; throws BAD_USER_INPUT above the limit. Static: nothing has been executed. */
export function priceOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
  operationName?: string,
): number {
  let prices = known.get(document)
  if (!prices)
    known.set(
      document,
      (prices = new LRUCache<string, number>({
        max: 50,
        maxEntrySize: 1_000,
        maxSize: 20_000,
        sizeCalculation: (_, key) => key.length + 1,
      })),
    )
  const key = `${operationName ?? ''}${JSON.stringify(variables)}`
  let cost = prices.get(key)
  if (cost === undefined) prices.set(key, (cost = price(schema, document, variables, operationName)))
  if (cost > costLimit)
    throw fault(
      'BAD_USER_INPUT',
      `The operation costs ${cost} points; ${costLimit} are allowed. Ask for fewer rows at a time.`,
      { cost, limit: { what: 'points', most: costLimit } },
    )
  return cost
}

function price(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Record<string, unknown>,
  operationName?: string,
): number {
  // Introspection is bounded by its own validation rule and by the limit of one `__schema`.
  if (onlyIntrospects(query)) return 1
  return getComplexity({
    schema,
    query,
    variables,
    ...(operationName ? { operationName } : {}),
    estimators: [estimate],
  })
}

const onlyIntrospects = (document: DocumentNode): boolean =>
  document.definitions.every(
    definition =>
      definition.kind !== Kind.OPERATION_DEFINITION ||
      definition.selectionSet.selections.every(
        selection => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
      ),
  )
