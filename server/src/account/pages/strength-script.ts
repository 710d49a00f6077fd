import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const { resolve } = createRequire(import.meta.url)

let made: { plain: Buffer; packed: Promise<Buffer> } | undefined

/** The rating of passwords as a module for browsers, the same that the server asks; `packed`: by gzip. Made once. */
export async function strengthScript(packed: boolean): Promise<Buffer> {
  if (!made) {
    const plain = Buffer.from(moduleText())
    made = { plain, packed: promisify(gzip)(plain, { level: 9 }) }
  }
  return packed ? made.packed : made.plain
}

/** The library's own bundles for browsers hang themselves on `this`; around them a module that exports `score`. */
function moduleText(): string {
  const bundle = (name: string) =>
    readFileSync(resolve(`${name}/dist/zxcvbn-ts.js`), 'utf8').replaceAll(/^\/\/# sourceMappingURL=.*$/gm, '')
  return `const home = {};
(function () {
${bundle('@zxcvbn-ts/core')}
${bundle('@zxcvbn-ts/language-common')}
}).call(home)
const common = home.zxcvbnts['language-common']
const rating = new home.zxcvbnts.core.ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs })
export const score = (password, personal) => {
  const parts = personal.flatMap(text => [text, ...text.split(/[@.\\s]+/)]).filter(Boolean)
  return rating.check(password.slice(0, 100), parts.map(text => text.toLowerCase())).score
}
`
}
