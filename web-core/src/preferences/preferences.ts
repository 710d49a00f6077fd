import { reactive, watch } from 'vue'
import { storage } from './storage.ts'

/** How a person wants the pages to look. `system` follows the device. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark'
  contrast: 'system' | 'normal' | 'more'
  density: 'comfortable' | 'compact'
  face: 'standard' | 'dyslexia'
}

export const PREFERENCE_CHOICES = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'normal', 'more'],
  density: ['comfortable', 'compact'],
  face: ['standard', 'dyslexia'],
} as const satisfies { [K in keyof Preferences]: readonly Preferences[K][] }

/** Where they are remembered; the early script that avoids a flash of the wrong theme reads the same key. */
export const PREFERENCES_KEY = 'portico.preferences'

const DEFAULTS: Preferences = { theme: 'system', contrast: 'system', density: 'comfortable', face: 'standard' }

/** Preferences out of storage; whatever is missing or foreign becomes the default. */
export function parsePreferences(stored: string | null): Preferences {
  let found: unknown = null
  try {
    found = JSON.parse(stored ?? 'null')
  } catch {
    // Somebody else's text under our key: start fresh.
  }
  const preferences = { ...DEFAULTS }
  if (typeof found !== 'object' || found === null) return preferences
  const entries = found as Record<string, unknown>
  const take = <K extends keyof Preferences>(key: K) => {
    const choice = PREFERENCE_CHOICES[key].find(value => value === entries[key])
    if (choice !== undefined) preferences[key] = choice as Preferences[K]
  }
  take('theme')
  take('contrast')
  take('density')
  take('face')
  return preferences
}

/**
 * The attributes of `<html>` the tokens read. The system's wishes are resolved here, so one rule decides in CSS:
 * an attribute is there or it is not.
 */
export function attributesOf(preferences: Preferences, system: { dark: boolean; contrast: boolean }) {
  const dark = preferences.theme === 'dark' || (preferences.theme === 'system' && system.dark)
  const contrast = preferences.contrast === 'more' || (preferences.contrast === 'system' && system.contrast)
  return {
    'data-theme': dark ? 'dark' : 'light',
    'data-contrast': contrast ? 'more' : 'normal',
    'data-density': preferences.density === 'compact' ? 'compact' : null,
    'data-face': preferences.face === 'dyslexia' ? 'dyslexia' : null,
  }
}

/** Live preferences: a change shows at once, is remembered, and reaches other tabs. */
export function createPreferences(): Preferences {
  const preferences = reactive(parsePreferences(storage.get(PREFERENCES_KEY)))
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const contrast = matchMedia('(prefers-contrast: more)')

  const show = () => {
    const attributes = attributesOf(preferences, { dark: dark.matches, contrast: contrast.matches })
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) document.documentElement.removeAttribute(name)
      else document.documentElement.setAttribute(name, value)
    }
  }
  dark.addEventListener('change', show)
  contrast.addEventListener('change', show)
  addEventListener('storage', event => {
    if (event.key === PREFERENCES_KEY) Object.assign(preferences, parsePreferences(event.newValue))
  })
  watch(preferences, () => {
    storage.set(PREFERENCES_KEY, JSON.stringify(preferences))
    show()
  })
  show()
  return preferences
}
