import vue from '@vitejs/plugin-vue'
import { expect } from 'chai'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const ENTRY = 'virtual:entry'

/** The JavaScript that an application gets which imports these names, without Vue itself. */
async function bundleOf(names: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      vue(),
      {
        name: 'entry',
        resolveId: id => (id === ENTRY ? `${root}/${ENTRY}.ts` : undefined),
        load: id =>
          id.endsWith(`${ENTRY}.ts`)
            ? `import { ${names} } from './src/index.ts'\nglobalThis.kit = [${names}]`
            : undefined,
      },
    ],
    build: { write: false, rollupOptions: { input: ENTRY, external: ['vue'] } },
  })
  const outputs = Array.isArray(result) ? result : [result]
  return outputs
    .flatMap(one => ('output' in one ? one.output : []))
    .map(part => ('code' in part ? part.code : ''))
    .join('')
}
const kilobytes = (code: string) => gzipSync(code, { level: 9 }).length / 1000

describe('Weight', () => {
  it('of all that a first page needs is at most 12 kB gzip, and brings no headless library', async () => {
    const code = await bundleOf(
      'createKit, AppShell, AccountMenu, Menu, CardDashboard, StatCard, AttentionList, PageHeader, ErrorState, Banner, ToastRegion, Dialog, RadioGroup, Button, frenchTexts, arabicTexts',
    )
    expect(kilobytes(code)).to.be.within(2, 12)
    expect(code).not.to.match(/reka/i)
  })

  it('of one component is that of the component: the rest is shaken off', async () => {
    const code = await bundleOf('StatCard')
    expect(kilobytes(code)).to.be.within(0.5, 2.5)
  })

  it('knows the headless library where it is used, so the first rule can fail', async () => {
    expect(await bundleOf('TabPanels')).to.match(/reka/i)
  })
})
