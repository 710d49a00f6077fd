import { expect } from 'chai'
import { acceptFiles } from './acceptFiles.ts'

const file = (name: string, bytes = 10, type = '') => new File([new Uint8Array(bytes)], name, { type, lastModified: 1 })
const names = (files: File[]) => files.map(one => one.name)

describe('Files handed in', () => {
  it('join those chosen, in order', () => {
    const { files, rejected } = acceptFiles([file('a.pem')], [file('b.pem'), file('c.pem')], {})
    expect(names(files)).to.deep.equal(['a.pem', 'b.pem', 'c.pem'])
    expect(rejected).to.deep.equal([])
  })

  it('are not taken twice', () => {
    expect(names(acceptFiles([file('a.pem')], [file('a.pem')], {}).files)).to.deep.equal(['a.pem'])
    expect(names(acceptFiles([file('a.pem')], [file('a.pem', 11)], {}).files)).to.deep.equal(['a.pem', 'a.pem'])
  })

  it('are left out by type, whatever the case of the ending', () => {
    const { files, rejected } = acceptFiles([], [file('A.PEM'), file('a.exe'), file('x', 1, 'image/png')], {
      accept: '.pem, image/*',
    })
    expect(names(files)).to.deep.equal(['A.PEM', 'x'])
    expect(rejected.map(one => [one.file.name, one.reason])).to.deep.equal([['a.exe', 'type']])
  })

  it('are left out when they are empty, too many or too large together', () => {
    const { files, rejected } = acceptFiles(
      [file('a.pem', 60)],
      [file('empty.pem', 0), file('big.pem', 41), file('b.pem', 40), file('c.pem', 0.0)],
      {
        maxFiles: 2,
        maxBytes: 100,
      },
    )
    expect(names(files)).to.deep.equal(['a.pem', 'b.pem'])
    expect(rejected.map(one => [one.file.name, one.reason])).to.deep.equal([
      ['empty.pem', 'empty'],
      ['big.pem', 'size'],
      ['c.pem', 'empty'],
    ])
    expect(acceptFiles(files, [file('d.pem', 1)], { maxFiles: 2 }).rejected[0]?.reason).to.equal('count')
  })
})
