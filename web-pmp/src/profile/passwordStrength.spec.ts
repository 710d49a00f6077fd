import { expect } from 'chai'
import { rate, strengthOf } from './passwordStrength.ts'

describe('the strength of a password', () => {
  it('is short below twelve characters, whatever they are', () => {
    expect(strengthOf('x9$Kq2!vB7#', 4)).to.equal('short')
    expect(strengthOf('🐟🐟🐟🐟🐟🐟🐟🐟🐟🐟🐟', 4)).to.equal('short')
  })
  it('is guessable where the server would refuse it', () => {
    expect(strengthOf('aaaaaaaaaaaa', 2)).to.equal('guessable')
    expect(strengthOf('aaaaaaaaaaaa', 3)).to.equal('good')
  })
  it('is that of words nobody puts together, not that of a name one has', async () => {
    expect(await rate('password123456', [])).to.equal('guessable')
    expect(await rate('Tallgrassland1', [])).to.equal('strong')
    expect(await rate('Tallgrassland1', ['Tallgrass Land'])).to.equal('guessable')
    expect(await rate('orchard velvet tram nine', [])).to.equal('strong')
  })
})
