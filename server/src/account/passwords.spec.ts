import { hash } from '@node-rs/argon2'
import { expect } from 'chai'
import { createPasswords } from './passwords.ts'

describe('passwords', () => {
  it('are kept as argon2id with at least 46 MiB', async () => {
    const stored = await (await createPasswords()).hash('correct horse battery staple')
    expect(stored).to.match(/^\$argon2id\$v=19\$m=47104,t=4,p=1\$/)
  })

  it('fit themselves, however the keyboard composes their letters, and nothing else', async () => {
    const passwords = await createPasswords()
    const stored = await passwords.hash('Amélie über alles')
    expect(await passwords.verify(stored, 'Ame\u0301lie u\u0308ber alles')).to.equal(true)
    expect(await passwords.verify(stored, 'amélie über alles')).to.equal(false)
  })

  it('cost a hash even where there is nobody', async () => {
    const passwords = await createPasswords()
    expect(await passwords.verify(null, 'no password has this hash')).to.equal(false)
  })

  it('made at a lower cost are known as outdated', async () => {
    const passwords = await createPasswords()
    expect(passwords.isOutdated(await hash('x', { memoryCost: 19 * 1024, timeCost: 2 }))).to.equal(true)
    expect(passwords.isOutdated(await passwords.hash('x'))).to.equal(false)
  })
})
