import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const files = ['src', 'gallery']
  .flatMap(folder =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file}`),
  )
  .filter(file => /\.(css|vue)$/.test(file))
const styles = files.map(file => {
  const text = readFileSync(`${root}/${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  return {
    file,
    css: file.endsWith('.vue')
      ? [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(match => match[1]).join('\n')
      : text,
  }
})

const PHYSICAL =
  /(?:^|[{;\s])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)/g
// tooling.md §2: not in all three engines; only inside @supports
const TESTED_FIRST = ['field-sizing', 'interpolate-size', 'animation-timeline', 'text-box-trim', 'text-box:']

function finds(pattern: RegExp): string[] {
  return styles.flatMap(({ file, css }) => {
    // conditions of media queries are about the window, not about a direction
    const declarations = css.replace(/@media[^{]*\{/g, '{')
    return [...declarations.matchAll(pattern)].map(match => `${file}: ${match[0].trim()}`)
  })
}

describe('Styles', () => {
  it('are looked at', () => {
    expect(styles.map(style => style.css).join('').length).to.be.above(20_000)
    expect('.a { margin-left: 1px }'.match(PHYSICAL)).to.have.length(1)
  })

  it('use logical properties only, so that a direction is no second style sheet', () => {
    expect(finds(PHYSICAL)).to.deep.equal([])
  })

  it('test for a feature that one of the engines lacks before they use it', () => {
    const bare = styles
      .filter(({ css }) => !css.includes('@supports'))
      .flatMap(({ file, css }) => TESTED_FIRST.filter(name => css.includes(name)).map(name => `${file}: ${name}`))
    expect(bare).to.deep.equal([])
  })

  it('name every class by the prefix of the kit, p- (the gallery: g-)', () => {
    const foreign = styles.flatMap(({ file, css }) =>
      [...css.matchAll(/\.([a-zA-Z][\w-]*)(?=[^{}]*\{)/g)]
        .map(match => match[1]!)
        .filter(name => !/^[pg]-/.test(name))
        .map(name => `${file}: .${name}`),
    )
    expect(foreign).to.deep.equal([])
  })
})
