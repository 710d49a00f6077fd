import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from 'chai'
import { eventWords } from './eventWords.ts'

type Tree = { [key: string]: string | Tree }
const source = readFileSync(resolve(import.meta.dirname, '../../../server/src/audit/audit-events.ts'), 'utf8')
const events = [...source.matchAll(/^ {2}'([a-z.-]+)':/gm)].map(([, event]) => event!)

describe('the words of the audit record', () => {
  for (const language of ['en', 'fr', 'ar'])
    it(`name every event there is, in ${language}`, () => {
      const words = JSON.parse(readFileSync(resolve(import.meta.dirname, `locales/${language}.json`), 'utf8')) as Tree
      const has = (key: string) =>
        typeof key.split('.').reduce<unknown>((node, part) => (node as Tree | undefined)?.[part], words) === 'string'
      expect(events.length).to.be.greaterThan(50)
      const missing = events.filter(event => !Object.values(eventWords(event)).every(has))
      expect(missing).to.deep.equal([])
    })
  it('name every kind of thing that one may look for', () => {
    const source = readFileSync(resolve(import.meta.dirname, 'auditListState.ts'), 'utf8')
    const subjects = [...source.slice(0, source.indexOf('] as const')).matchAll(/^ {2}'([a-z-]+)',/gm)].map(
      ([, name]) => name!,
    )
    for (const language of ['en', 'fr', 'ar']) {
      const { audit } = JSON.parse(readFileSync(resolve(import.meta.dirname, `locales/${language}.json`), 'utf8')) as {
        audit: { subject: object }
      }
      expect(Object.keys(audit.subject).sort(), language).to.deep.equal(subjects.sort())
    }
  })
  it('put the kind of a notice into one pattern for all kinds', () => {
    expect(eventWords('notice.root-certificate.mailed')).to.deep.equal({
      key: 'audit.notice.mailed',
      kindKey: 'audit.noticeKind.root-certificate',
    })
    expect(eventWords('notice.dismissed')).to.deep.equal({ key: 'audit.event.notice.dismissed' })
  })
})
