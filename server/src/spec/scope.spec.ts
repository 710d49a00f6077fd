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
      .map(entity => entity.meta.tableName)
    const offenders = globSync('**/*.ts', { cwd: source })
      .filter(file => !/\.(spec|entity)\.ts$|migrations\//.test(file))
      .filter(file => {
        const text = readFileSync(join(source, file), 'utf8')
        return owned.some(table => text.includes(`'${table}'`)) && !/scope\.ts'/.test(text)
      })
    expect(offenders).to.deep.equal([])
  })
})
