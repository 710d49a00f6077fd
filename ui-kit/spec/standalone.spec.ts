import { expect } from 'chai'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const folder = fileURLToPath(new URL('../dist/standalone', import.meta.url))

describe('portico.css, for pages without JavaScript', () => {
  const css = () => {
    if (!existsSync(`${folder}/portico.css`)) throw new Error('not built: run `npm run build -w ui-kit` first')
    return readFileSync(`${folder}/portico.css`, 'utf8')
  }

  it('weighs at most 20 kB gzip', () => {
    expect(gzipSync(css(), { level: 9 }).length).to.be.below(20_000)
  })

  it('names fonts that are there, each swapped in when it arrives', () => {
    const fonts = [...css().matchAll(/url\(["']?(\.\/fonts\/[^)"']+)/g)].map(match => match[1]!)
    expect(fonts).to.have.length.above(5)
    expect(fonts.filter(font => !existsSync(`${folder}/${font}`))).to.deep.equal([])
    expect(css().match(/@font-face/g)).to.have.length(css().match(/font-display:\s*swap/g)!.length)
  })

  it('offers every class that the README promises', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    const page = readme.slice(readme.indexOf('## Pages without JavaScript'))
    const promised = new Set([...page.matchAll(/class="([^"]+)"/g)].flatMap(match => match[1]!.split(' ')))
    const missing = [...promised].filter(name => !css().includes(`.${name}`))
    expect(promised.size).to.be.above(20)
    expect(missing).to.deep.equal([])
  })
})
