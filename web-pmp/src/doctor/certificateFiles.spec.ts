import { expect } from 'chai'
import { MOST_BYTES, toBase64 } from './certificateFiles.ts'

describe('reading a certificate file', () => {
  it('keeps every byte, binary or not', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    const back = Uint8Array.from(atob(await toBase64(new Blob([bytes]))), c => c.charCodeAt(0))
    expect([...back]).to.deep.equal([...bytes])
  })
  it('manages the largest upload', async () => {
    const text = await toBase64(new Blob([new Uint8Array(MOST_BYTES).fill(255)]))
    expect(atob(text).length).to.equal(MOST_BYTES)
  })
  it('reads an empty file as empty', async () => {
    expect(await toBase64(new Blob([]))).to.equal('')
  })
})
