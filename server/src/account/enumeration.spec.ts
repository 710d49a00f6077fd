import { expect } from 'chai'
import { describeDatabases } from '../spec/test-database.ts'
import type { Answer, Browser } from './spec/browser.ts'
import { newcomer } from './spec/registering.ts'
import { browse, openSignIn, openWorld, person, type World } from './spec/world.ts'

/** Tries of each kind, in turn, so that whatever else the machine does falls on both alike. */
const TRIES = 16
/** How far the medians may lie apart. Both do one hash, or none: a look-up that one of them skips shows as more. */
const NOISE = 1.35
/** A difference that is there shows every time; one that the machine made does not come again. */
const ROUNDS = 4
/** Every try costs a hash, which a busy machine takes its time for. */
const PATIENCE = 300_000

describeDatabases('a stranger learns of nobody whether they have an account', open => {
  let world: World
  let drop: () => Promise<void>
  let rounds = 0

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    world = await openWorld(db)
  })
  after(async () => {
    await world.close()
    await drop()
  })

  type Try = (browser: Browser, who: string) => Promise<() => Promise<Answer>>

  /** Everything of an answer that could tell, without what is the stranger's own or differs each time. */
  const steady = ({ status, text, headers }: Answer, own: readonly string[]) => {
    const { date: _date, 'x-request-id': _id, 'set-cookie': cookies, 'content-length': _length, ...rest } = headers
    const names = (cookies ?? []).map(line => line.replace(/=[^;]*/, '='))
    let page = text.replaceAll(/interaction\/[\w-]+/g, 'interaction/…')
    for (const text of own) page = page.replaceAll(text, '…')
    return { status, page, headers: rest, cookies: names }
  }

  const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!

  /** Tries known and unknown people in turn, nobody twice; what was answered, and the ratio of the medians. */
  async function round(prepare: Try, address: (username: string) => string) {
    rounds += 1
    const known = Array.from({ length: TRIES }, (_, index) => `known-${rounds}-${index}`)
    for (const username of known) await world.account.createUser(person(username, { roles: ['AUTH_PARTNER'] }))
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    const answers = new Set<string>()
    for (let index = 0; index < TRIES * 2; index++) {
      // Known first, then unknown first: what a pair leaves behind for the next falls on both.
      const kind = (index + (index >> 1)) % 2 === 0 ? 'known' : 'unknown'
      const who = address(kind === 'known' ? known[index >> 1]! : `other-${rounds}-${index >> 1}`)
      const go = await prepare(browse(world), who)
      await world.account.settled()
      const began = performance.now()
      const answer = await go()
      times[kind].push(performance.now() - began)
      answers.add(JSON.stringify(steady(answer, [who])))
    }
    return { answers: [...answers], ratio: median(times.known) / median(times.unknown) }
  }

  /** Answers must be alike, always, and take equally long as far as can be told. */
  async function compare(prepare: Try, address: (username: string) => string) {
    const ratios: number[] = []
    for (;;) {
      const { answers, ratio } = await round(prepare, address)
      expect(answers).to.have.length(1)
      ratios.push(ratio)
      if (ratio >= 1 / NOISE && ratio <= NOISE) return JSON.parse(answers[0]!) as { status: number }
      expect(ratios.length, `known to unknown ${ratios.join(', ')}`).to.be.lessThan(ROUNDS)
    }
  }

  const form =
    (path: string, fields: (who: string) => Record<string, string>): Try =>
    async (browser, who) => {
      const page = await browser.send('GET', path)
      return () => browser.submit(page, fields(who))
    }
  const mailOf = (username: string) => `${username}@example.org`

  it('by signing in', async function () {
    this.timeout(PATIENCE)
    const tried: Try = async (browser, who) => {
      const page = await openSignIn(browser)
      return () => browser.submit(page, { login: who, password: 'not the password' })
    }
    expect(await compare(tried, mailOf)).to.include({ status: 422 })
  })

  it('by registering', async function () {
    this.timeout(PATIENCE)
    const tried = form('/auth/partner/register', email => newcomer({ email, username: `r-${email.split('@')[0]}` }))
    expect(await compare(tried, mailOf)).to.include({ status: 200 })
  })

  it('by registering while another registration of the same address waits', async function () {
    this.timeout(PATIENCE)
    const first = form('/auth/partner/register', email => newcomer({ email, username: `s-${email.split('@')[0]}` }))
    const again = form('/auth/partner/register', email => newcomer({ email, username: `t-${email.split('@')[0]}` }))
    const tried: Try = async (browser, who) => {
      await (
        await first(browser, who)
      )()
      return again(browser, who)
    }
    expect(await compare(tried, mailOf)).to.include({ status: 200 })
  })

  it('by forgetting a password', async function () {
    this.timeout(PATIENCE)
    const tried = form('/auth/partner/forgotten', email => ({ email }))
    expect(await compare(tried, mailOf)).to.include({ status: 200 })
  })

  it('by following a link that is nobody’s', async () => {
    const answers = new Set<string>()
    for (const page of ['confirm', 'reset', 'confirm-email'])
      for (const token of ['', 'x', 'a'.repeat(43)]) {
        const answer = await browse(world).send('GET', `/auth/partner/${page}?token=${token}`)
        answers.add(`${page} ${JSON.stringify(steady(answer, []))}`)
        expect(answer.status).to.equal(410)
      }
    expect(answers.size).to.equal(3)
  })
})
