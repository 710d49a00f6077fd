import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { Builder, By, Capabilities, Key, type WebDriver, type WebElement } from 'selenium-webdriver'
import { AT_REST } from '../axe.ts'
import { freePort } from '../product.ts'
import { keep } from '../shots.ts'
import { openDisplay, type Display } from './display.ts'

const DRIVER = process.env['WEBKIT_DRIVER'] ?? '/usr/bin/WebKitWebDriver'
const [MINIBROWSER] = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Milliseconds a thing may take to appear. */
const PATIENCE = 20_000

/** Whether this machine has WebKitGTK, its driver and a screen for it. */
export const hasWebKit = (): boolean => existsSync(DRIVER) && MINIBROWSER !== undefined && existsSync('/usr/bin/Xvfb')

/** Which elements can have a role, before the browser is asked for it. */
const TAGS: Record<string, string> = {
  button: 'button',
  link: 'a[href]',
  textbox: 'input,textarea',
  checkbox: 'input[type="checkbox"]',
  combobox: 'select,input',
  radio: 'input[type="radio"]',
  heading: 'h1,h2,h3',
  menuitem: 'a,button',
}

/**
 * Safari's stand-in, by classic WebDriver: what people see and do, found by role and accessible name as the browser itself
 * computes them. A journey here is short; the full ones run in Chromium and Firefox.
 */
export class WebKit {
  readonly driver: WebDriver
  readonly #server: ChildProcess
  readonly #display: Display

  private constructor(driver: WebDriver, server: ChildProcess, display: Display) {
    this.driver = driver
    this.#server = server
    this.#display = display
  }

  /** Starts the browser with a profile of its own. `language` is what it asks servers for, e.g. `fr-FR`. */
  static async open(language = 'en-GB'): Promise<WebKit> {
    const display = await openDisplay()
    const port = await freePort()
    const server = spawn(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: display.name, LANGUAGE: language.replace('-', '_'), GDK_BACKEND: 'x11' },
    })
    try {
      const driver = await connect(port)
      await driver.manage().window().setRect({ x: 0, y: 0, width: 1400, height: 960 })
      return new WebKit(driver, server, display)
    } catch (error) {
      server.kill()
      display.close()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.driver.quit().catch(() => undefined)
    this.#server.kill()
    this.#display.close()
  }

  /** Goes to an address and waits until the page stands: heading there, nothing loading. */
  async goto(url: string): Promise<void> {
    await this.driver.get(url)
    await this.settled()
  }

  async settled(): Promise<void> {
    await this.until('the page', () =>
      this.run<boolean>(
        'document.readyState === "complete" && document.querySelector("h1") !== null && !document.querySelector(\'[aria-busy="true"], .p-skeleton\')',
      ),
    )
  }

  /** The visible element of a role whose accessible name fits; waits for it. */
  find(role: string, name: RegExp): Promise<WebElement> {
    return this.until(`a ${role} named ${name}`, async () => {
      for (const element of await this.driver.findElements(By.css(`[role="${role}"],${TAGS[role] ?? '*'}`)))
        if (
          (await element.isDisplayed()) &&
          (await element.getAriaRole()) === role &&
          name.test((await element.getAccessibleName()).trim())
        )
          return element
      return null
    })
  }

  async click(role: string, name: RegExp): Promise<void> {
    await this.#press(await this.find(role, name))
  }

  /** Clicks what has no name of its own to be found by, or one that is the same everywhere. */
  async clickOn(css: string): Promise<void> {
    await this.#press(await this.element(css))
  }

  /** The driver does not scroll to what is just below the window. */
  async #press(element: WebElement): Promise<void> {
    await this.driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', element)
    await element.click()
  }

  /** Types into the field with this id, in place of what stood there. */
  async fill(id: string, value: string): Promise<void> {
    const field = await this.element(`#${id}`)
    await field.clear()
    await field.sendKeys(value)
  }

  /** Hands files to an input as a person would by its chooser; it need not be visible. */
  async choose(css: string, files: readonly string[]): Promise<void> {
    await (await this.element(css)).sendKeys(files.join('\n'))
  }

  async select(css: string, value: string): Promise<void> {
    await this.clickOn(`${css} option[value="${value}"]`)
  }

  element(css: string): Promise<WebElement> {
    return this.until(css, async () => (await this.driver.findElements(By.css(css)))[0] ?? null)
  }

  /** What can be read there, as soon as anything can. */
  text(css: string): Promise<string> {
    return this.until(`text in ${css}`, async () => (await this.element(css)).getText())
  }

  async press(...keys: (keyof typeof Key)[]): Promise<void> {
    await this.driver
      .actions()
      .sendKeys(...keys.map(key => Key[key] as string))
      .perform()
  }

  /** What an expression is on the page, promises awaited. */
  run<T>(expression: string): Promise<T> {
    return this.driver.executeAsyncScript(
      `const done = arguments[arguments.length - 1]; Promise.resolve(${expression}).then(done)`,
    )
  }

  /** What axe finds; empty when the page is clean. */
  async axe(): Promise<string[]> {
    await this.driver.executeScript(AT_REST)
    await this.driver.executeScript(axeSource)
    return this.run<string[]>(
      'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(r => r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | ")))',
    )
  }

  /** A picture of the window, as `shots.ts` keeps them. */
  async shot(name: string): Promise<void> {
    await keep(`${name}.png`, async () => Buffer.from(await this.driver.takeScreenshot(), 'base64'))
  }

  /** Asks until there is an answer; elements that went away meanwhile count as none. */
  async until<T>(what: string, ask: () => Promise<T | null | false>): Promise<T> {
    const deadline = performance.now() + PATIENCE
    for (;;) {
      const answer = await ask().catch((error: Error) => {
        if (/StaleElement|NoSuchElement|JavascriptError/.test(error.name)) return null
        throw error
      })
      if (answer) return answer
      if (performance.now() > deadline)
        throw new Error(`WebKit waited in vain for ${what} at ${await this.driver.getCurrentUrl()}`)
      await pause(100)
    }
  }
}

/** The driver takes a moment to listen. */
async function connect(port: number): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: MINIBROWSER, args: ['--automation'] },
  })
  for (let tries = 1; ; tries += 1)
    try {
      return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build()
    } catch (error) {
      if (tries >= 40) throw error
      await pause(250)
    }
}
