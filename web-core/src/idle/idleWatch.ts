import { computed, ref, type Ref, shallowRef, watch } from 'vue'
import { storage } from '../preferences/storage.ts'
import type { Session } from '../session/session.ts'
import { type IdleEvent, type IdleLimits, type IdleState, nextTick, secondsLeft, startIdle, stepIdle } from './idle.ts'

const ACTIVITY = ['pointerdown', 'pointermove', 'keydown', 'touchstart', 'scroll', 'wheel'] as const
/** Activity counts once a second: enough for minutes, and cheap under a moving mouse. */
const THROTTLE = 1000
/** The server sees only requests: while somebody works without any, it is told this often. */
const KEEP_ALIVE = 5 * 60_000

export interface IdleWatch {
  state: Readonly<Ref<IdleState>>
  /** Counts down while the prompt shows. */
  seconds: Readonly<Ref<number>>
  stay(): void
  /** Callback once nobody answered, here or in another tab. */
  onOver(callback: () => void): void
  /** Tells the other tabs that the session is over. */
  leave(): void
}

type Word = Extract<IdleEvent, { type: 'activity' | 'stay' }> | { type: 'leave' }

/**
 * Runs the idle machine of one portal in the browser, in step across its tabs: activity and answers go round by
 * BroadcastChannel, and the last activity stands in localStorage for a tab that opens or wakes later.
 */
export function createIdleWatch(portal: string, session: Session): IdleWatch {
  const key = `portico.activity.${portal}`
  const channel = new BroadcastChannel(key)
  const state = shallowRef(startIdle(Date.now()))
  const seconds = ref(0)
  const over: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let contact = Date.now()
  let sent = 0

  const limits = computed<IdleLimits | null>(() => {
    const times = session.viewer.value?.session
    return times
      ? { idle: times.idleSeconds * 1000, prompt: times.promptSeconds * 1000, end: Date.parse(times.expiresAt) }
      : null
  })

  const step = (event: IdleEvent) => {
    if (!limits.value || state.value.phase === 'over') return
    // A sleeping tab hears nothing; storage knows what the others did meanwhile.
    const elsewhere = Number(storage.get(key))
    if (state.value.phase === 'active' && elsewhere > state.value.lastActivity && elsewhere <= Date.now())
      state.value = { ...state.value, lastActivity: elsewhere }
    state.value = stepIdle(state.value, event, limits.value)
    seconds.value = secondsLeft(state.value, Date.now(), limits.value)
    clearTimeout(timer)
    if (state.value.phase === 'over') for (const callback of over) callback()
    else
      timer = setTimeout(
        () => step({ type: 'tick', at: Date.now() }),
        // setTimeout counts in 32 bits; a longer wait is taken in stages.
        Math.min(nextTick(state.value, Date.now(), limits.value), 2 ** 31 - 1),
      )
  }

  const tell = (word: Word) => {
    if (word.type !== 'leave') storage.set(key, String(word.at))
    channel.postMessage(word)
  }
  const refresh = () => {
    contact = Date.now()
    void session.refresh()
  }
  const active = () => {
    const at = Date.now()
    if (at - sent < THROTTLE) return
    sent = at
    step({ type: 'activity', at })
    if (state.value.phase !== 'active') return
    tell({ type: 'activity', at })
    if (at - contact > KEEP_ALIVE) refresh()
  }

  for (const event of ACTIVITY) addEventListener(event, active, { passive: true, capture: true })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') step({ type: 'tick', at: Date.now() })
  })
  channel.addEventListener('message', (event: MessageEvent<Word>) => step(event.data))
  watch(limits, found => {
    if (found) step({ type: 'tick', at: Date.now() })
  })

  return {
    state,
    seconds,
    stay() {
      const at = Date.now()
      step({ type: 'stay', at })
      tell({ type: 'stay', at })
      refresh()
    },
    onOver: callback => over.push(callback),
    leave: () => tell({ type: 'leave' }),
  }
}
