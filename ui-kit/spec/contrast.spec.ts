import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { blockOf, DARK, LIGHT, MORE, MORE_DARK, systemCss } from '../tools/themes.ts'

const source = new URL('../src/', import.meta.url)
const tokens = readFileSync(new URL('tokens.css', source), 'utf8')

type Colours = Record<string, string>
const colours = (selector: string): Colours =>
  Object.fromEntries(
    [...blockOf(tokens, selector).matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(match => [match[1]!, match[2]!]),
  )

const light = colours(LIGHT)
const dark = { ...light, ...colours(DARK) }
const more = { ...light, ...colours(MORE) }
const themes: { name: string; colours: Colours; text: number; parts: number }[] = [
  { name: 'light', colours: light, text: 4.5, parts: 3 },
  { name: 'dark', colours: dark, text: 4.5, parts: 3 },
  { name: 'high contrast', colours: more, text: 7, parts: 4.5 },
  { name: 'dark high contrast', colours: { ...dark, ...colours(MORE), ...colours(MORE_DARK) }, text: 7, parts: 4.5 },
]

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return red * 0.2126 + green * 0.7152 + blue * 0.0722
}
function ratio(one: string, other: string): number {
  const [brighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (brighter + 0.05) / (darker + 0.05)
}

const surfaces = ['page', 'sunken', 'raised', 'hover', 'selected']
const meanings = ['positive', 'caution', 'negative', 'info', 'neutral']
const textPairs: [string, string][] = [
  ...['text', 'muted', 'accent', 'accent-hover'].flatMap(ink =>
    [...surfaces, 'accent-bg'].map((on): [string, string] => [ink, on]),
  ),
  ...meanings.flatMap(ink => [...surfaces, `${ink}-bg`].map((on): [string, string] => [ink, on])),
  ...meanings.flatMap(on => ['text', 'muted', 'accent'].map((ink): [string, string] => [ink, `${on}-bg`])),
  ...['accent', 'accent-hover', 'accent-active'].map((on): [string, string] => ['on-accent', on]),
  ...['danger', 'danger-hover'].map((on): [string, string] => ['on-danger', on]),
  // numbers on the doctor's marks, words in a toast
  ...['negative', 'caution', 'text'].map((on): [string, string] => ['page', on]),
  ['chart-axis', 'page'],
]
const partPairs: [string, string][] = [
  ...['control', 'rule', 'accent'].flatMap(part => surfaces.map((on): [string, string] => [part, on])),
  ...[1, 2, 3, 4, 5, 6].flatMap((n): [string, string][] => [
    [`chart-${n}`, 'page'],
    [`chart-${n}`, 'sunken'],
  ]),
  ['focus-out', 'focus-in'],
]

describe('Colours', () => {
  const misses = (theme: Colours, pairs: [string, string][], least: number) =>
    pairs
      .map(([ink, on]) => ({ ink, on, is: ratio(theme[ink]!, theme[on]!) }))
      .filter(({ is }) => !(is >= least))
      .map(({ ink, on, is }) => `${ink} on ${on} ${is.toFixed(2)}`)

  for (const theme of themes) {
    it(`of ${theme.name}: text ${theme.text}:1, what is operated ${theme.parts}:1`, () => {
      expect(misses(theme.colours, textPairs, theme.text)).to.deep.equal([])
      expect(misses(theme.colours, partPairs, theme.parts)).to.deep.equal([])
    })

    it(`of ${theme.name}: one of the two focus colours stands out from every surface`, () => {
      const hidden = surfaces.filter(on =>
        ['focus-in', 'focus-out'].every(ring => ratio(theme.colours[ring]!, theme.colours[on]!) < 3),
      )
      expect(hidden).to.deep.equal([])
    })
  }

  it('are the same for whoever chooses a theme and whoever leaves it to the system', () => {
    const squash = (css: string) => css.replace(/\s+/g, ' ').replace(/"/g, "'").trim().toLowerCase()
    const written = readFileSync(new URL('tokens.system.css', source), 'utf8')
    expect(squash(written), 'run `npm run tokens -w ui-kit`').to.equal(squash(systemCss(tokens)))
  })
})
