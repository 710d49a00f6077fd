import 'reflect-metadata'
import { resolversOf, schemaOf } from './resolvers.ts'
import { printSorted } from './platform/graphql/schema.ts'

// The schema is made of the resolvers' declarations alone: no service is called, so none is needed.
process.stdout.write(printSorted(schemaOf(resolversOf({} as never))))
