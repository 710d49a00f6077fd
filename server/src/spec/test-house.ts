import 'reflect-metadata'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Browser } from '../account/spec/browser.ts'
import { freePort } from '../account/spec/world.ts'
import { compose, type ComposeOptions, type House } from '../compose.ts'
import { readConfig } from '../config.ts'
import type { FreshDatabase } from './test-database.ts'
import { sandboxPassword } from '../sandbox/people.seed.ts'
import { seedSandbox } from '../sandbox/seed.ts'

/** The whole product on a loopback port, seeded as the sandbox is. */
export interface TestHouse {
  house: House
  origin: string
  /** Signs somebody in as a person would, by the pages; the browser keeps the session. */
  signIn(username: string): Promise<Caller>
  stranger(): Caller
  close(): Promise<void>
}

export interface GraphQLAnswer {
  status: number
  // Specs look into answers of many shapes; each asserts the shape it expects.
  data: Record<string, never> & { [field: string]: never }
  errors?: { message: string; extensions: Record<string, unknown> }[]
  extensions?: { cost?: number }
}

/** Somebody who asks GraphQL, with or without a session. */
export interface Caller {
  browser: Browser
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<GraphQLAnswer>
}

export async function openHouse(
  database: FreshDatabase,
  { environment, ...options }: ComposeOptions & { environment?: NodeJS.ProcessEnv } = {},
): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-house-'))
  const port = await freePort()
  const config = readConfig(
    {
      PORT: String(port),
      PORTICO_DATA: folder,
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
      ...environment,
    },
    folder,
  )
  const house = await compose({ ...config, database: database.url }, options)
  try {
    await seedSandbox(house)
    await house.app.listen({ port, host: '127.0.0.1' })
  } catch (error) {
    // Left open, it would keep the run from ending.
    await house.close()
    throw error
  }
  const { origin } = config
  const caller = (browser: Browser): Caller => ({
    browser,
    ask: (query, variables, headers) => ask(browser, query, variables, headers),
  })
  return {
    house,
    origin,
    stranger: () => caller(new Browser({ origin, port })),
    async signIn(username) {
      const browser = new Browser({ origin, port })
      const page = await browser.go('/auth/partner/login?return_to=/partner/')
      let answer = await browser.submit(page, { login: username, password: sandboxPassword })
      while (answer.location && !answer.location.endsWith('/partner/'))
        answer = await browser.send('GET', answer.location)
      if (!answer.location)
        throw new Error(`${username} could not sign in: ${answer.status} ${answer.text.slice(0, 300)}`)
      return caller(browser)
    },
    async close() {
      await house.close()
      rmSync(folder, { recursive: true, force: true })
      await database.drop()
    },
  }
}

async function ask(
  browser: Browser,
  query: string,
  variables?: object,
  headers: Record<string, string> = {},
): Promise<GraphQLAnswer> {
  const answer = await browser.send('POST', '/graphql', {
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-portico-portal': 'partner',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  })
  const body = answer.text.startsWith('{')
    ? (JSON.parse(answer.text) as Omit<GraphQLAnswer, 'status'>)
    : ({ data: {} } as Omit<GraphQLAnswer, 'status'>)
  return { ...body, status: answer.status }
}
