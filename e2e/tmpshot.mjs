import { chromium } from 'playwright-core'
const [,, base, ...args] = process.argv
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const c = await b.newContext({ viewport: { width: Number(process.env.W ?? 1440), height: 1000 }, locale: process.env.L ?? 'en', colorScheme: process.env.SCHEME ?? 'light' })
const p = await c.newPage()
p.on('console', m => { if (['error','warning'].includes(m.type())) console.log('console', m.type(), m.text().slice(0,300)) })
p.on('pageerror', e => console.log('pageerror', String(e).slice(0,300)))
p.on('response', r => { if (r.status() >= 400) console.log(r.status(), r.url()) })
await p.goto(base + '/partner/')
await p.waitForLoadState('networkidle')
await p.screenshot({ path: `/tmp/shots/${process.env.P ?? ''}signin.png` })
await p.locator('input[name=login]').fill('admin')
await p.locator('input[type=password]').fill('Portico-Sandbox-1')
await p.keyboard.press('Enter')
await p.waitForURL(u => u.pathname.startsWith('/partner'), { timeout: 20000 })
for (const path of args) {
  await p.goto(base + path); await p.waitForLoadState('networkidle'); await p.waitForTimeout(500)
  await p.screenshot({ path: `/tmp/shots/${process.env.P ?? ''}${path.replaceAll('/', '_')}.png`, fullPage: true })
}
await b.close()
