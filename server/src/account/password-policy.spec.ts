import { expect } from 'chai'
import { passwordFault } from './password-policy.ts'
import { strengthScript } from './pages/strength-script.ts'

describe('a new password', () => {
  const personal = ['northwind', 'amelie@northwind.example', 'Amélie', 'Laurent']
  for (const [password, fault] of [
    ['', 'PASSWORD_TOO_SHORT'],
    ['Kx7!pq92Lm#', 'PASSWORD_TOO_SHORT'],
    ['😀😀😀😀😀😀', 'PASSWORD_TOO_SHORT'],
    ['password1234', 'PASSWORD_GUESSABLE'],
    ['qwertyuiop12', 'PASSWORD_GUESSABLE'],
    ['aaaaaaaaaaaaaaaaaaaa', 'PASSWORD_GUESSABLE'],
    ['northwind2026', 'PASSWORD_GUESSABLE'],
    ['amelie@northwind.example', 'PASSWORD_GUESSABLE'],
    ['abcdef'.repeat(40), 'PASSWORD_GUESSABLE'],
    ['x'.repeat(257), 'INPUT_TOO_LONG'],
    ['correct horse battery staple', null],
    ['Kx7!pq92Lm#v', null],
    ['كلمات لا رابط بينها أبدا', null],
  ] as const)
    it(`${password.slice(0, 30) || 'of no characters'} ${fault ? `is refused: ${fault}` : 'will do'}`, () => {
      expect(passwordFault(password, personal)).to.equal(fault)
    })

  it('is rated in the browser as on the server', async () => {
    const module = (await import(
      `data:text/javascript;base64,${(await strengthScript(false)).toString('base64')}`
    )) as { score(password: string, personal: readonly string[]): number }
    for (const password of ['password1234', 'northwind2026', 'amelie@northwind.example'])
      expect(module.score(password, personal)).to.be.below(3)
    for (const password of ['correct horse battery staple', 'Kx7!pq92Lm#v'])
      expect(module.score(password, personal)).to.be.at.least(3)
  })
})
