import { expect } from 'chai'
import type { PartnerType } from '../gql/graphql.ts'
import { fromFragment, LONGEST_LINK, type Shared, toFragment } from './shareLink.ts'

const isType = (code: string): code is PartnerType => code === 'Auth_Partner'
const shared: Shared = {
  type: 'Auth_Partner',
  organisation: 'مؤسسة Northwind & Söhne',
  files: [
    { name: 'leaf.pem', content: btoa('-----BEGIN CERTIFICATE-----') },
    { name: 'chain.p7b', content: btoa('chain') },
  ],
}
/** Letters that do not compress. */
const noise = (length: number) =>
  btoa(Array.from(crypto.getRandomValues(new Uint8Array(length)), byte => String.fromCharCode(byte)).join(''))

describe('a link to a preflight', () => {
  it('brings back what was put in, any script', async () => {
    const fragment = await toFragment(shared)
    expect(fragment).to.match(/^c1\.[\w-]+$/)
    expect(await fromFragment(`#${fragment}`, isType)).to.deep.equal(shared)
  })
  it('is refused when it would be too long to travel', async () => {
    const file = { name: 'a', content: noise(LONGEST_LINK * 2) }
    expect(await toFragment({ ...shared, files: [file] })).to.equal(null)
  })
  it('opens as nothing when it was cut or changed on its way', async () => {
    const fragment = (await toFragment(shared)) ?? ''
    for (const bad of ['', '#', '#c1.', `#${fragment.slice(0, -9)}`, '#c1.%%%', `#x${fragment}`])
      expect(await fromFragment(bad, isType), bad).to.equal(null)
  })
  it('takes no type it does not know', async () => {
    const fragment = await toFragment({ ...shared, type: 'Partner_Admin' })
    expect((await fromFragment(fragment ?? '', isType))?.type).to.equal('')
  })
  it('does not unfold a bomb', async () => {
    const fragment = await toFragment({ ...shared, files: [{ name: 'a', content: 'A'.repeat(2_000_000) }] })
    expect(fragment).to.be.a('string')
    expect(await fromFragment(fragment ?? '', isType)).to.equal(null)
  })
  it('takes nothing of another shape', async () => {
    const odd = { type: 'Auth_Partner', organisation: 'x', files: [{ name: 'a', content: 7 }] }
    expect(await fromFragment((await toFragment(odd as unknown as Shared)) ?? '', isType)).to.equal(null)
  })
})
