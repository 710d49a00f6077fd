import { expect } from 'chai'
import { featureOf, problemsIn } from './boundaries.mjs'

const says = (path, code) => problemsIn(path, code)

describe('import boundaries', () => {
  it('tells which feature a file belongs to', () => {
    expect(featureOf('server/src/main.ts')).to.equal('')
    expect(featureOf('server/src/account/session.service.ts')).to.equal('account')
    expect(featureOf('server/src/partner/certificates/x509/path.ts')).to.equal('partner/certificates')
    expect(featureOf('server/src/platform/clock/index.ts')).to.equal('platform')
    expect(featureOf('web-pmp/src/main.ts')).to.equal(undefined)
  })

  it('lets a feature use another one only through its index', () => {
    expect(
      says('server/src/partner/policies/policy.service.ts', `import { x } from '../certificates/index.ts'`),
    ).to.deep.equal([])
    expect(
      says('server/src/partner/policies/policy.service.ts', `import { x } from '../certificates/trust.entity.ts'`)[0],
    ).to.include('only an index.ts of partner/certificates')
    expect(says('server/src/account/a.ts', `export * from '../audit/audit.service.ts'`)[0]).to.include(
      'only an index.ts of audit',
    )
    expect(says('server/src/account/a.ts', `const a = await import('../audit/audit.service.ts')`)[0]).to.include(
      'only an index.ts of audit',
    )
  })

  it('keeps the platform free of features, and the entrance out of everybody', () => {
    expect(says('server/src/platform/http/server.ts', `import { x } from '../../account/index.ts'`)[0]).to.include(
      'platform knows nothing',
    )
    expect(says('server/src/account/a.ts', `import { x } from '../compose.ts'`)[0]).to.include(
      'only the entrance composes',
    )
    expect(says('server/src/compose.ts', `import { x } from './account/session.service.ts'`)).to.deep.equal([])
  })

  it('keeps the database away from resolvers, except for types', () => {
    expect(says('server/src/partner/p/p.resolver.ts', `import { EntityManager } from '@mikro-orm/core'`)[0]).to.include(
      'never the database',
    )
    expect(says('server/src/partner/p/p.resolver.ts', `import { P } from './p.entity.ts'`)[0]).to.include(
      'never the tables',
    )
    expect(says('server/src/partner/p/p.resolver.ts', `import type { P } from './p.entity.ts'`)).to.deep.equal([])
  })

  it('keeps the certificate engine usable alone', () => {
    const engine = 'server/src/partner/certificates/x509/validate.ts'
    expect(says(engine, `import { em } from '../trust.service.ts'`)[0]).to.include('usable alone')
    expect(says(engine, `import { em } from '@mikro-orm/core'`)[0]).to.include('usable alone')
    expect(says(engine, `import { createHash } from 'node:crypto'`)).to.deep.equal([])
  })

  it('sees imports in Vue files and refuses to leave the workspace by a path', () => {
    const page = `<script setup lang="ts">\nimport { x } from '../../ui-kit/src/index.ts'\n</script>\n<template><p>{{ x }}</p></template>`
    expect(says('web-pmp/src/Page.vue', page)[0]).to.include('import the package')
  })
})
