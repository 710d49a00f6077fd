import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { entities } from '../entities.ts'
import { scoped, scopeFilter } from '../platform/database/scope.ts'

const source = join(import.meta.dirname, '..')

describe('the tenant scope', () => {
  const viewer = {
    userId: 'u',
    permissions: new Set<string>(),
    partnerIds: ['p1'],
    kind: 'session' as const,
    sessionId: 's',
    expiresAt: new Date(),
  }

  it('holds a viewer to the own partners', () => {
    expect(scopeFilter(scoped(viewer), 'partnerId')).to.deep.equal({ partnerId: { $in: ['p1'] } })
  })

  it('is named wherever a table with a partner_id is read (decisions §1, Scope)', () => {
    const owned = entities
      .filter(entity => Object.keys(entity.meta.properties).includes('partnerId'))
      .map(({ meta }) => ({
        table: meta.tableName,
        read: new RegExp(`\\b(find\\w*|count)\\(\\s*${meta.className}Entity\\b`),
      }))
    expect(owned.map(({ table }) => table)).to.include.members(['partner_certificate', 'partner_event'])
    const offenders = globSync('**/*.ts', { cwd: source })
      .filter(file => !/\.(spec|entity)\.ts$|migrations\/|(^|\/)spec\//.test(file))
      .filter(file => {
        // What a line of the record is about is named like its table.
        const text = readFileSync(join(source, file), 'utf8').replaceAll(/subjectType: '[\w-]+'/g, '')
        const reads = owned.some(({ table, read }) => new RegExp(`'${table}( as \\w+)?'`).test(text) || read.test(text))
        return reads && !/scope\.ts'/.test(text)
      })
    expect(offenders).to.deep.equal([])
  })
})
