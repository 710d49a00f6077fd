import { expect } from 'chai'
import { deriveDataKey } from './data-key.ts'
import { createVault } from './seal.ts'

const key = (byte: number) => deriveDataKey(Buffer.alloc(32, byte))

describe('a sealed value', () => {
  const vault = createVault(key(1))

  it('opens to what was sealed', () => {
    expect(vault.open('user', 'email', 'row-1', vault.seal('user', 'email', 'row-1', 'ünï@example.org'))).to.equal(
      'ünï@example.org',
    )
  })

  it('never looks the same twice', () => {
    const texts = Array.from({ length: 1_000 }, () => vault.seal('user', 'email', 'row-1', 'same'))
    expect(new Set(texts)).to.have.length(1_000)
  })

  for (const [what, at] of Object.entries({
    'another table': ['partner', 'email', 'row-1'],
    'another column': ['user', 'phone', 'row-1'],
    'another row': ['user', 'email', 'row-2'],
  } as Record<string, [string, string, string]>)) {
    it(`does not open in ${what}`, () => {
      const sealed = vault.seal('user', 'email', 'row-1', 'secret')
      expect(() => vault.open(...at, sealed)).to.throw()
    })
  }

  it('does not open when one character was changed', () => {
    const sealed = vault.seal('user', 'email', 'row-1', 'secret')
    const changed = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.at(-1)
    expect(() => vault.open('user', 'email', 'row-1', changed)).to.throw()
  })

  it('opens after the key was replaced, as long as the older one is given', () => {
    const sealed = vault.seal('user', 'email', 'row-1', 'secret')
    expect(createVault(key(2), [key(1)]).open('user', 'email', 'row-1', sealed)).to.equal('secret')
    expect(() => createVault(key(2)).open('user', 'email', 'row-1', sealed)).to.throw(
      /sealed by a key that is not here/,
    )
  })
})

describe('the blind index', () => {
  it('is the same for the same value and key, and unlike for another key', () => {
    const vault = createVault(key(1))
    expect(vault.blindIndex('a@b.c')).to.equal(vault.blindIndex('a@b.c'))
    expect(vault.blindIndex('a@b.c')).not.to.equal(createVault(key(2)).blindIndex('a@b.c'))
  })
})
