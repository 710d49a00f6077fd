import { existsSync } from 'node:fs'

/** Where Debian and its relatives put the browsers; a variable that is already set is never overruled. */
const USUAL = {
  CHROMIUM_PATH: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  FIREFOX_PATH: ['/usr/bin/firefox-esr'],
}

/** Variables for what is plainly present on this machine. */
export function present() {
  const found = {}
  for (const [name, paths] of Object.entries(USUAL)) {
    const path = process.env[name] ?? paths.find(existsSync)
    if (path) found[name] = path
  }
  return found
}
