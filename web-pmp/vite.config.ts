import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { documentsByHash } from './documents.ts'
import { textChunks } from './textChunks.ts'

const here = import.meta.dirname

/** Lays the list of our documents beside the build, where the server looks for what cookie callers may ask. */
const persistedDocuments: Plugin = {
  name: 'persisted-documents',
  apply: 'build',
  async closeBundle() {
    writeFileSync(resolve(here, 'dist/persisted-documents.json'), JSON.stringify(await documentsByHash(), null, 2))
  },
}

/** The address of a server to work against; `npm run dev` sets it. */
const server = process.env['PORTICO_SERVER'] ?? 'http://localhost:4000'

const texts = textChunks()

/**
 * What the first page needs and later pages share: one file, where the bundler would make eight of a kilobyte each, and
 * every request costs a round trip. A name that fits nothing any more does no harm.
 */
const frame = new RegExp(
  [
    'ui-kit/src/(kit|KitIcon|KitLink|AppShell|AccountMenu|Menu|Button|Banner|PageHeader|PageSection|Skeleton|ErrorState' +
      '|StatCard|AttentionList|LiveRegion|Toast)/',
    'web-core/src/(apollo/(?!socket)|session|faults|formatting|languages/(?!.*json)|navigation|preferences)',
    'web-core/src/(portal/|unsaved/unsaved|idle/idle)',
    'plugin-vue:export-helper',
  ].join('|'),
)

export default defineConfig({
  base: '/partner/',
  plugins: [
    vue(),
    texts.plugin,
    vueI18n({
      include: [resolve(here, 'src/**/locales/**'), resolve(here, '../web-core/src/**/locales/**')],
      runtimeOnly: true,
      compositionOnly: true,
      fullInstall: false,
      dropMessageCompiler: true,
      strictMessage: true,
    }),
    persistedDocuments,
  ],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    manifest: true,
    target: 'es2023',
    // The policy allows no data: fonts, and a polyfill nobody needs is weight.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [texts.group, { name: 'frame', test: frame }] } } },
  },
  server: {
    proxy: { '/graphql': { target: server, ws: true }, '/auth': server, '/idp': server, '/files': server },
  },
})
