import type { TypedDocumentNode } from '@apollo/client'
import { arabicTexts, createKit, englishTexts, frenchTexts } from '@portico/ui-kit'
import { type Component, computed, createApp, watch, watchEffect } from 'vue'
import { createRouter, createWebHistory, RouterLink, type RouteRecordRaw } from 'vue-router'
import { createClient } from '../apollo/client.ts'
import { createLive } from '../apollo/live.ts'
import { createBusinessClock } from '../formatting/businessClock.ts'
import { createFormat } from '../formatting/format.ts'
import { createIdleWatch } from '../idle/idleWatch.ts'
import { createLanguages, type MessageFiles } from '../languages/messages.ts'
import { focusOnArrival } from '../navigation/arrival.ts'
import { watchNavigation } from '../navigation/failedNavigation.ts'
import { createPageTitle } from '../navigation/pageTitle.ts'
import '../navigation/routeMeta.ts'
import { sendStrangers } from '../navigation/strangers.ts'
import { createPreferences } from '../preferences/preferences.ts'
import { createSession, type Viewer } from '../session/session.ts'
import { createUnsaved } from '../unsaved/unsaved.ts'
import { PORTAL, type Portal } from './portal.ts'
import { showStartFailure } from './startFailure.ts'

export interface PortalOptions {
  portal: 'partner' | 'resident'
  /** Where it is served, with a slash at both ends. */
  base: string
  root: Component
  routes: RouteRecordRaw[]
  messages: MessageFiles
  /** Namespaces the frame and the first page need; `core` is always there. */
  first: readonly string[]
  /** The portal's viewer query: the document is the portal's, so that the server finds it among the portal's own. */
  viewer: TypedDocumentNode<{ viewer?: Viewer | null }, Record<string, never>>
  /** Queries without variables that every page needs: asked beside the viewer, before anything is drawn. */
  early?: readonly TypedDocumentNode<unknown, Record<string, never>>[]
  /** Message key of the product's name in the browser's title. */
  title: string
}

const KIT_TEXTS = { en: englishTexts, fr: frenchTexts, ar: arabicTexts }

/** web-core's own texts; a language is added here and in `languages.ts`. */
const CORE: MessageFiles = {
  core: {
    en: () => import('../locales/en.json'),
    fr: () => import('../locales/fr.json'),
    ar: () => import('../locales/ar.json'),
  },
}

/** Puts a portal on the page: session, client, router, languages, preferences and what floats over every page. */
export async function createPortal(options: PortalOptions): Promise<void> {
  const preferences = createPreferences()
  const languages = createLanguages({ ...CORE, ...options.messages })
  const language = () => languages.current.value
  const router = createRouter({
    history: createWebHistory(options.base),
    routes: options.routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  })
  // By the address, not by the route shown: at the start there is none yet.
  const isPublic = () => router.resolve(location.pathname.slice(options.base.length - 1) || '/').meta.public === true

  const live = createLive(options.portal)
  const clock = createBusinessClock(Date.now)
  const client = createClient({
    portal: options.portal,
    language,
    live,
    onFault: fault => {
      if (fault.code === 'UNAUTHENTICATED') session.lost()
    },
  })
  const session = createSession({
    portal: options.portal,
    language,
    isPublic,
    async load() {
      const found = (await client.query({ query: options.viewer, fetchPolicy: 'network-only' })).data?.viewer ?? null
      if (found) clock.set(found.businessNow)
      return found
    },
  })
  // Who it is and until when: together they name a session whose id no script can see.
  watch(session.viewer, viewer => live.serve(viewer && `${viewer.id}@${viewer.session.expiresAt}`), { flush: 'sync' })
  // The first question leaves before anything is drawn.
  void session.refresh()
  // Their pages ask for the same again and get these answers, and what went wrong is theirs to say.
  if (!isPublic()) for (const query of options.early ?? []) client.query({ query }).catch(() => {})
  live.onRefused(() => void session.refresh())

  const unsaved = createUnsaved()
  const idle = createIdleWatch(options.portal, session)
  session.onLeave(() => {
    unsaved.release()
    idle.leave()
  })
  idle.onOver(async () => {
    unsaved.release()
    await session.signOut()
    // The server could not be told; its own clock has run out all the same.
    session.lost()
  })

  sendStrangers(router, session)
  // Texts load beside the page's code, not after it.
  const texts = new WeakMap<object, Promise<void>>()
  router.beforeEach(to => {
    texts.set(to.meta, languages.need(to.meta.messages ?? []))
  })
  router.beforeResolve(async to => {
    await texts.get(to.meta)
  })
  focusOnArrival(router)

  const portal: Portal = {
    name: options.portal,
    client,
    live,
    session,
    languages,
    preferences,
    now: clock.now,
    format: computed(() => createFormat(languages.current.value, clock.now)),
    title: createPageTitle(),
    unsaved,
    idle,
    failedNavigation: watchNavigation(router),
  }

  const { t } = languages.i18n.global
  const app = createApp(options.root)
    .provide(PORTAL, portal)
    .use(router)
    .use(languages.i18n)
    .use(createKit({ link: RouterLink, texts: () => KIT_TEXTS[languages.current.value] }))

  try {
    await languages.need(['core', ...options.first])
  } catch {
    return showStartFailure(document.querySelector('#app') ?? document.body)
  }
  watchEffect(() => {
    const key = router.currentRoute.value.meta.title
    const page = portal.title.words.value ?? (key ? t(key) : null)
    document.title = page ? `${page} – ${t(options.title)}` : t(options.title)
  })
  app.mount('#app')
}
