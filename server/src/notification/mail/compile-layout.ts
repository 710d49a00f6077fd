import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { layoutSource } from './layout-source.ts'

type Direction = 'ltr' | 'rtl'

/**
 * MJML at work: run by hand after a change of the layout, and by a spec that compares. Not by the server: half a second and
 * ninety megabytes for two texts that never change are not worth it at each start.
 */
export async function compiledLayouts(): Promise<Record<Direction, string>> {
  return { ltr: await compiled('ltr'), rtl: await compiled('rtl') }
}

async function compiled(direction: Direction): Promise<string> {
  const { default: compile } = await import('mjml')
  // Without fonts of its own, which it would fetch from elsewhere and so tell who reads what when.
  const { html } = await compile(layoutSource(direction), { validationLevel: 'strict', fonts: {} })
  return (
    html
      // An address that nothing is fetched from, but that looks as if.
      .replace(' xmlns="http://www.w3.org/1999/xhtml"', '')
      // For a browser that reads no mail any more.
      .replace(/<!--\[if !mso]><!-->\s*<meta http-equiv="X-UA-Compatible" content="IE=edge">\s*<!--<!\[endif]-->/, '')
      // Where a link opens is the reader's choice.
      .replaceAll(' target="_blank"', '')
      // The mail itself, which is a page of its own in a browser.
      .replace(/<div\s+aria-label=/, '<main>$&')
      .replace('</body>', '</main></body>')
      // Space between tags weighs on each mail.
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean)
      .join('\n')
      .replaceAll(/\n>/g, '>')
  )
}

/** Writes the file that the server reads. */
async function write(): Promise<void> {
  const { ltr, rtl } = await compiledLayouts()
  const literal = (text: string) => `\`${text.replaceAll(/[\\`]|\$\{/g, '\\$&')}\``
  await writeFile(
    new URL('compiled-layout.ts', import.meta.url),
    `// Written by compile-layout.ts from layout-source.ts.

/** What MJML made of the layout, for each direction of writing. */
export const layouts: Readonly<Record<'ltr' | 'rtl', string>> = {
  ltr: ${literal(ltr)},
  rtl: ${literal(rtl)},
}
`,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await write()
