import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/** portico.css and its fonts for pages that are made by the server and run no script; served at /assets/. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'src/standalone'),
  base: './',
  publicDir: false,
  build: {
    outDir: resolve(import.meta.dirname, 'dist/standalone'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: resolve(import.meta.dirname, 'src/standalone/portico.css'),
      output: {
        assetFileNames: ({ names }) =>
          names[0]?.endsWith('.css') ? '[name][extname]' : 'fonts/[name]-[hash][extname]',
      },
    },
  },
})
