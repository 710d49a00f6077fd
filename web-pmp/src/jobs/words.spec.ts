import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from 'chai'

type Tree = { [key: string]: string | Tree }
const read = (language: string) =>
  (JSON.parse(readFileSync(resolve(import.meta.dirname, `locales/${language}.json`), 'utf8')) as { jobs: Tree }).jobs
const sources = (folder: string, file: string) =>
  readFileSync(resolve(import.meta.dirname, '../../../server/src', folder, file), 'utf8')
const at = (tree: Tree, path: string): unknown =>
  path.split('.').reduce<unknown>((node, key) => (node as Tree | undefined)?.[key], tree)

describe('the words of jobs and messages', () => {
  it('name every problem of mails that the server knows', () => {
    const codes = [...sources('notification/outbox', 'smtp.ts').matchAll(/MailFault\('([A-Z_]+)'/g)].map(
      ([, code]) => code!,
    )
    expect(codes).to.not.deep.equal([])
    for (const code of [...codes, 'UNEXPECTED'])
      expect(at(read('en'), `mailProblem.${code}.todo`), code).to.be.a('string')
  })
  it('say of every job both its name and what it does', () => {
    for (const language of ['en', 'fr', 'ar'])
      for (const [id, words] of Object.entries(read(language)['job'] as Tree))
        expect(Object.keys(words), `${language} ${id}`).to.deep.equal(['name', 'does'])
  })
})
