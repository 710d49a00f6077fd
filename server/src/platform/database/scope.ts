import { sql, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { Principal } from '../graphql/context.ts'

/** Whose rows a read may see. Every read path of a partner's table takes one (decisions §1, Scope). */
export type Scope = { kind: 'own'; partnerIds: readonly string[] } | { kind: 'all' }

/** The rows of the caller's own partners, whatever else the caller may do. */
export const scoped = (principal: Principal): Scope => ({ kind: 'own', partnerIds: principal.partnerIds })

/** Everybody's rows: only for services that say by their name that they are an administrator's. */
export const administrative = (): Scope => ({ kind: 'all' })

/** The scope as a condition of SQL, on the column that holds the partner's id. */
export const inScope =
  <Tables, Table extends keyof Tables & string>(scope: Scope, column: string) =>
  (eb: ExpressionBuilder<Tables, Table>) => {
    if (scope.kind === 'all') return sql<SqlBool>`1 = 1`
    if (scope.partnerIds.length === 0) return sql<SqlBool>`1 = 0`
    return eb(sql.ref(column), 'in', scope.partnerIds)
  }

/** The scope as a condition of the ORM. */
export const scopeFilter = (scope: Scope, property: string): Record<string, { $in: string[] }> =>
  scope.kind === 'all' ? {} : { [property]: { $in: [...scope.partnerIds] } }
