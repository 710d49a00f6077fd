import type { Plugin } from 'vite'

/** Texts of these come with the first page: one file per language instead of three. */
const FIRST = ['web-core/src', 'shell', 'dashboard']

/**
 * Names the chunks of messages after what is in them (`texts-fr`, `texts-trust-store-fr`): the i18n plugin knows them
 * by a running number only, which would change with every new file.
 */
export function textChunks() {
  const files = new Map<string, string>()
  const plugin: Plugin = {
    name: 'text-chunks',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\/locales\/[a-z]+\.json$/ },
      async handler(source, importer) {
        const found = await this.resolve(source, importer, { skipSelf: true })
        if (!found) return null
        const from = importer?.split('/').slice(0, -1).join('/') ?? ''
        files.set(found.id, new URL(source, `file://${from}/`).pathname)
        return found
      },
    },
  }
  /** Tells the early script where the first page's texts are, so that it can call for them before the portal does. */
  plugin.transformIndexHtml = {
    order: 'post',
    handler(html, { bundle }) {
      const places = Object.values(bundle ?? {}).flatMap(file => {
        const [, language] = /^texts-([a-z]{2})$/.exec(file.type === 'chunk' ? file.name : '') ?? []
        return language ? [` data-texts-${language}="/partner/${file.fileName}"`] : []
      })
      return html.replace('appearance.js"', `appearance.js"${places.join('')}`)
    },
  }
  const name = (id: string): string | null => {
    const [, folder, language] = /\/((?:web-core\/src)|[^/]+)\/locales\/([a-z]+)\.json$/.exec(files.get(id) ?? id) ?? []
    if (!folder || !language) return null
    return FIRST.includes(folder) ? `texts-${language}` : `texts-${folder}-${language}`
  }
  return { plugin, group: { name } }
}
