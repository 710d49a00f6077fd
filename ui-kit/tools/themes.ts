/** The blocks of tokens.css as text, and their repetition for people who leave the choice to their system. */

/** Selectors of the four theme blocks as tokens.css writes them. */
export const LIGHT = ':root'
export const DARK = `[data-theme='dark']`
export const MORE = `[data-contrast='more']`
export const MORE_DARK = `${DARK}${MORE}`

/** The declarations between the braces of `selector`'s first block; throws when there is none. */
export function blockOf(css: string, selector: string): string {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '').replaceAll('"', "'")
  const at = `\n${bare}`.indexOf(`\n${selector} {`)
  if (at < 0) throw new Error(`no block ${selector}`)
  return bare
    .slice(bare.indexOf('{', at) + 1, bare.indexOf('}', at))
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .join('\n    ')
}

const AUTO_THEME = ':root:not([data-theme])'
const AUTO_CONTRAST = ':root:not([data-contrast])'
const PREFERS_DARK = '(prefers-color-scheme: dark)'
const PREFERS_MORE = '(prefers-contrast: more)'

/** tokens.system.css: an absent attribute follows the system, in every combination with one that is set. */
export function systemCss(tokens: string): string {
  const rule = (media: string, selector: string, block: string) =>
    `@media ${media} {\n  ${selector} {\n    ${blockOf(tokens, block)}\n  }\n}\n`
  return [
    '/* Written by `npm run tokens -w ui-kit` from tokens.css; a spec compares the two. */\n',
    rule(PREFERS_DARK, AUTO_THEME, DARK),
    rule(PREFERS_MORE, AUTO_CONTRAST, MORE),
    rule(PREFERS_MORE, `${DARK}:not([data-contrast])`, MORE_DARK),
    rule(PREFERS_DARK, `:root${MORE}:not([data-theme])`, MORE_DARK),
    rule(`${PREFERS_DARK} and ${PREFERS_MORE}`, `${AUTO_THEME}:not([data-contrast])`, MORE_DARK),
  ].join('')
}
