import { computed, inject, provide, toValue } from 'vue'
import type { Component, ComputedRef, InjectionKey, MaybeRefOrGetter, Plugin } from 'vue'
import { createToasts } from './toasts.ts'
import type { Toasts } from './toasts.ts'
import { englishTexts } from './texts.ts'
import type { KitTexts } from './texts.ts'

/** What the application lends to the kit. */
export interface KitOptions {
  /** Renders every `link`; gets it as `to`, as vue-router's RouterLink does. Without one links are `<a href>`. */
  link?: Component
  /** Built-in words; what is left out stays English. A ref or getter lets the language change at any time. */
  texts?: MaybeRefOrGetter<Partial<KitTexts>>
}

export interface Kit {
  link: Component | undefined
  texts: ComputedRef<KitTexts>
  toasts: Toasts
}

const key: InjectionKey<Kit> = Symbol('kit')

function kitOf(options: KitOptions): Kit {
  return {
    link: options.link,
    texts: computed(() => ({ ...englishTexts, ...toValue(options.texts) })),
    toasts: createToasts(),
  }
}

/** A Vue plugin: `app.use(createKit({ link: RouterLink, texts }))`. */
export function createKit(options: KitOptions = {}): Plugin<[]> {
  return { install: app => void app.provide(key, kitOf(options)) }
}

/** The same for one part of the tree; call it in `setup`. */
export function provideKit(options: KitOptions): void {
  provide(key, kitOf(options))
}

/** What components of the kit use; call it in `setup`. Without a provider: plain links and English words. */
export function useKit(): Kit {
  return inject(key, () => kitOf({}), true)
}

/** Messages about things that went well: `useToasts().show({ text })`; call it in `setup`. Needs a `ToastRegion` on the page. */
export function useToasts(): Toasts {
  return useKit().toasts
}
