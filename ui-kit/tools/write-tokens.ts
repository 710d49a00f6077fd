/** `npm run tokens -w ui-kit`: rewrites src/tokens.system.css after a change of src/tokens.css. */
import { readFileSync, writeFileSync } from 'node:fs'
import { systemCss } from './themes.ts'

const source = new URL('../src/', import.meta.url)
writeFileSync(new URL('tokens.system.css', source), systemCss(readFileSync(new URL('tokens.css', source), 'utf8')))
