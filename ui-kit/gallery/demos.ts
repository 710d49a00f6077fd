import type { Component } from 'vue'

/** Demos stand beside their components; loaded one by one, with their source and that of the component. */
const demos = import.meta.glob<{ default: Component & { wholePage?: boolean } }>('../src/**/*.demo.vue')
const sources = import.meta.glob<string>('../src/**/*.vue', { query: '?raw', import: 'default' })
const types = import.meta.glob<string>('../src/**/*.types.ts', { query: '?raw', import: 'default' })

const nameOf = (path: string) => path.replace(/^.*\/(.+)\.demo\.vue$/, '$1')

export const demoNames = Object.keys(demos).map(nameOf).sort()

export interface Demo {
  component: Component & { wholePage?: boolean }
  source: string
  /** Sources of the components in the demo's folder, by name. */
  parts: { name: string; source: string }[]
  types: string
}

/** Undefined when there is no demo of that name. */
export async function loadDemo(name: string): Promise<Demo | undefined> {
  const path = Object.keys(demos).find(candidate => nameOf(candidate) === name)
  if (!path) return undefined
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const inFolder = (candidate: string) => candidate.startsWith(folder)
  const parts = Object.keys(sources).filter(candidate => inFolder(candidate) && !candidate.endsWith('.demo.vue'))
  return {
    component: (await demos[path]!()).default,
    source: await sources[path]!(),
    parts: await Promise.all(
      parts.map(async part => ({
        name: part.slice(folder.length).replace('.vue', ''),
        source: await sources[part]!(),
      })),
    ),
    types: (
      await Promise.all(
        Object.keys(types)
          .filter(inFolder)
          .map(file => types[file]!()),
      )
    ).join('\n'),
  }
}
