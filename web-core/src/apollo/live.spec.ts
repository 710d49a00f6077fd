import { gql } from '@apollo/client'
import { expect } from 'chai'
import { createLive } from './live.ts'
import type { Line, LineListener } from './socket/line.ts'

/** A portal's live connection over lines that are made by hand. */
function world({ pause = 60_000 } = {}) {
  const lines: { session: string; listener: LineListener; sinks: Parameters<Line['subscribe']>[1][]; left: boolean }[] =
    []
  const page = new EventTarget() as EventTarget & Pick<Window, 'addEventListener'>
  const live = createLive('partner', {
    pause,
    page,
    open: async (_, session, listener) => {
      const line = { session, listener, sinks: [] as Parameters<Line['subscribe']>[1][], left: false }
      lines.push(line)
      return {
        subscribe: (_, sink) => (line.sinks.push(sink as never), () => {}),
        leave: () => void (line.left = true),
      }
    },
  })
  const heard: unknown[] = []
  const errors: unknown[] = []
  const subscribe = () =>
    live.link
      .request(
        {
          query: gql`
            subscription {
              news
            }
          `,
          variables: {},
          extensions: {},
        } as never,
        undefined as never,
      )
      .subscribe({ next: value => heard.push(value), error: error => errors.push(error) })
  let resumed = 0
  live.onResume(() => resumed++)
  return { live, lines, page, heard, errors, subscribe, resumed: () => resumed }
}
const settle = () => new Promise(done => setTimeout(done))

describe('the live connection of a portal', () => {
  it('waits with what is asked until it is known whose session it is', async () => {
    const { live, lines, subscribe } = world()
    subscribe()
    await settle()
    expect(lines).to.have.length(0)
    live.serve('ada@1')
    await settle()
    expect(lines.map(({ session, sinks }) => [session, sinks.length])).to.deep.equal([['ada@1', 1]])
  })

  it('opens nothing as long as nothing is asked', async () => {
    const { live, lines } = world()
    live.serve('ada@1')
    await settle()
    expect(lines).to.deep.equal([])
  })

  it('takes a fresh line for another session and asks everything again', async () => {
    const { live, lines, subscribe, heard, resumed } = world()
    live.serve('ada@1')
    subscribe()
    await settle()
    lines[0]!.listener.onConnected()
    live.serve('bo@2')
    await settle()
    expect(lines[0]!.left).to.equal(true)
    lines[1]!.listener.onConnected()
    lines[0]!.sinks[0]!.next({ data: { news: 'old' } })
    lines[1]!.sinks[0]!.next({ data: { news: 'new' } })
    expect(heard).to.deep.equal([{ data: { news: 'new' } }])
    expect(resumed()).to.equal(1)
  })

  it('keeps what a refused line ended for the next one', async () => {
    const { live, lines, subscribe, errors } = world()
    let refusals = 0
    live.onRefused(() => refusals++)
    live.serve('ada@1')
    subscribe()
    await settle()
    lines[0]!.listener.onClosed(true)
    lines[0]!.sinks[0]!.error({ code: 4403, reason: '' })
    expect([refusals, errors.length]).to.deep.equal([1, 0])
    live.serve('ada@2')
    await settle()
    expect(lines[1]!.sinks).to.have.length(1)
  })

  it('tries a refused session again after a while', async () => {
    const { live, lines, subscribe } = world({ pause: 0 })
    live.serve('ada@1')
    subscribe()
    await settle()
    lines[0]!.listener.onClosed(true)
    await settle()
    expect(lines.length).to.be.greaterThan(1)
  })

  it('lets go of the line with the page and takes it again when the page comes back', async () => {
    const { live, lines, page, subscribe, resumed } = world()
    live.serve('ada@1')
    subscribe()
    await settle()
    lines[0]!.listener.onConnected()
    page.dispatchEvent(new Event('pagehide'))
    expect(lines[0]!.left).to.equal(true)
    page.dispatchEvent(new Event('pageshow'))
    await settle()
    lines[1]!.listener.onConnected()
    expect([lines[1]!.sinks.length, resumed()]).to.deep.equal([1, 1])
  })

  it('asks again when whoever kept the line died', async () => {
    const { live, lines, subscribe } = world()
    live.serve('ada@1')
    subscribe()
    await settle()
    lines[0]!.listener.onGone()
    await settle()
    expect(lines[1]!.sinks).to.have.length(1)
  })

  it('hands on an error that is an answer', async () => {
    const { live, lines, subscribe, errors } = world()
    live.serve('ada@1')
    subscribe()
    await settle()
    lines[0]!.sinks[0]!.error([{ message: 'no' } as never])
    expect(errors).to.have.length(1)
  })
})
