import { expect } from 'chai'
import { layouts } from './compiled-layout.ts'
import { compiledLayouts } from './compile-layout.ts'

describe('the layout of mails', () => {
  it('is what MJML makes of its source (run compile-layout.ts after a change)', async () => {
    expect(layouts).to.deep.equal(await compiledLayouts())
  })
})
