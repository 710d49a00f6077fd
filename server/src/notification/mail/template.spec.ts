import { expect } from 'chai'
import { parseTemplate, type Filling } from './template.ts'

describe('a template', () => {
  const template = parseTemplate(
    '<!-- begin:list --><b>{{name}}</b><!-- begin:each -->,{{n}}<!-- end:each -->;<!-- end:list -->{{end}}',
  )

  it('fills slots with escaped text and repeats blocks, which may hold blocks', () => {
    const filling: Filling = { list: [{ name: '<a>', each: [{ n: '1' }, { n: '2' }] }, { name: 'b' }], end: '.' }
    expect(template.write(filling)).to.equal('<b>&#60;a&#62;</b>,1,2;<b>b</b>;.')
    expect(template.write({ end: '.' })).to.equal('.')
  })

  it('leaves no gap unnoticed', () => {
    expect(() => template.write({})).to.throw('end')
    expect(() => parseTemplate('<!-- begin:a -->')).to.throw('does not end')
    expect(() => parseTemplate('<!-- begin:a --><!-- end:b -->')).to.throw('ends as b')
  })
})
