import vue from '@vitejs/plugin-vue'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/** The gallery: every component in every state, served at /ui-kit/ outside production. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'gallery'),
  base: '/ui-kit/',
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: 'false' },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/gallery'),
    emptyOutDir: true,
    // no inline script, no data: font: the pages are served under a strict content security policy
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
})
