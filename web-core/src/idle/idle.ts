/** Lengths come from the server with the viewer (R-SES-01: 25 minutes, then a prompt of 5). Milliseconds here. */
export interface IdleLimits {
  idle: number
  prompt: number
  /** The instant the session ends whatever happens. */
  end: number
}

/**
 * active: at work, or away for less than `idle`. prompting: the question is on the screen. over: time to leave.
 * Pure: every step is given the instant it happens at, so the whole rule runs in specs without waiting.
 */
export interface IdleState {
  phase: 'active' | 'prompting' | 'over'
  lastActivity: number
  /** Why it prompts: nobody was there, or the session reaches its end; staying cannot help against the second. */
  cause: 'idle' | 'end'
}

export type IdleEvent =
  /** Pointer, key, touch or scroll, here or in another tab. While the prompt shows, only an answer counts. */
  | { type: 'activity'; at: number }
  /** "Stay signed in", here or in another tab. */
  | { type: 'stay'; at: number }
  | { type: 'tick'; at: number }
  /** Signed out here or in another tab. */
  | { type: 'leave' }

/** A fresh state at sign-in or page load. */
export function startIdle(at: number): IdleState {
  return { phase: 'active', lastActivity: at, cause: 'idle' }
}

/** One step of the machine; returns the same object when nothing changed. */
export function stepIdle(state: IdleState, event: IdleEvent, limits: IdleLimits): IdleState {
  if (state.phase === 'over') return state
  switch (event.type) {
    case 'leave':
      return { ...state, phase: 'over' }
    case 'stay':
      return settle(
        { phase: 'active', lastActivity: Math.max(state.lastActivity, event.at), cause: 'idle' },
        event.at,
        limits,
      )
    case 'activity':
      // A lid opened after a night sends a key press before any tick: the night still counts.
      if (settle(state, event.at, limits).phase !== 'active') return settle(state, event.at, limits)
      return event.at > state.lastActivity ? { ...state, lastActivity: event.at } : state
    case 'tick':
      return settle(state, event.at, limits)
  }
}

function settle(state: IdleState, at: number, limits: IdleLimits): IdleState {
  const promptAt = promptInstant(state, limits)
  if (at >= promptAt + limits.prompt || at >= limits.end) return { ...state, phase: 'over' }
  if (at < promptAt) return state.phase === 'active' ? state : { ...state, phase: 'active' }
  const cause = at >= limits.end - limits.prompt ? 'end' : 'idle'
  return state.phase === 'prompting' && state.cause === cause ? state : { ...state, phase: 'prompting', cause }
}

const promptInstant = (state: IdleState, limits: IdleLimits) =>
  Math.min(state.lastActivity + limits.idle, limits.end - limits.prompt)

/** Whole seconds until sign-out, for the countdown; never below 0. */
export function secondsLeft(state: IdleState, at: number, limits: IdleLimits): number {
  return Math.max(0, Math.ceil((Math.min(promptInstant(state, limits) + limits.prompt, limits.end) - at) / 1000))
}

/** Milliseconds until the machine next has something to do without anybody acting; 1 s while it counts down. */
export function nextTick(state: IdleState, at: number, limits: IdleLimits): number {
  return state.phase === 'prompting' ? 1000 : Math.max(0, promptInstant(state, limits) - at)
}

/** The seconds at which the countdown is said aloud: when it appears, then ever rarer than it is seen. */
export function isSpokenAt(seconds: number, promptSeconds: number): boolean {
  return seconds === promptSeconds || (seconds > 0 && seconds % 60 === 0) || seconds === 30 || seconds === 10
}
