import { ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import { type Fault, toFault } from '../faults/fault.ts'
import { mayRedirect } from './redirects.ts'

/** Who is signed in, as every portal's viewer query answers. */
export interface Viewer {
  id: string
  username: string
  displayName: string
  firstName: string
  organisationName?: string | null
  roles: string[]
  permissions: string[]
  /** The server's business time when it answered. */
  businessNow: string
  session: { idleSeconds: number; promptSeconds: number; expiresAt: string }
}

export interface Session {
  viewer: Readonly<ShallowRef<Viewer | null>>
  /**
   * stranger: nobody is signed in, and the page is for everybody. looping: the sign-in did not stick, most often because
   * the browser keeps no cookies for us.
   */
  state: Readonly<Ref<'starting' | 'signedIn' | 'stranger' | 'leaving' | 'looping' | 'failed'>>
  fault: Readonly<ShallowRef<Fault | null>>
  /** Whether the page shown, or on its way, is for everybody, signed in or not. */
  isPublic(): boolean
  /** Whether the viewer may; false until it is known who that is. */
  may(permission: string): boolean
  /** Asks who is signed in; also what keeps the session alive. */
  refresh(): Promise<void>
  /** The server knows no session: a public page goes on without, every other leads to the sign-in page and back. */
  lost(): void
  /** To the sign-in page, and to this path of ours afterwards; the present page when none is given. */
  signIn(path?: string): void
  /** Ends the session here and in every tab. Answers only when it could not. */
  signOut(): Promise<Fault>
  /** Called once this page is being left for good. */
  onLeave(callback: () => void): void
}

export interface SessionOptions {
  portal: string
  language: () => string
  /** Runs the portal's viewer query; null for a stranger. */
  load: () => Promise<Viewer | null>
  isPublic: () => boolean
}

/** Without storage the count of redirects stands still, and so does the guard. */
function tabStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return sessionStorage
  } catch {
    return { getItem: () => null, setItem: () => {} }
  }
}

/** The session of one portal; the browser holds nothing of it but a cookie it cannot read. */
export function createSession({ portal, language, load, isPublic }: SessionOptions): Session {
  const viewer = shallowRef<Viewer | null>(null)
  const state = ref<Session['state']['value']>('starting')
  const fault = shallowRef<Fault | null>(null)
  const leaving: (() => void)[] = []

  const leave = (url: string) => {
    state.value = 'leaving'
    for (const callback of leaving) callback()
    location.assign(url)
  }

  const signIn = (path = location.pathname + location.search) => {
    if (state.value === 'leaving' || state.value === 'looping') return
    if (!mayRedirect(tabStorage(), Date.now())) {
      state.value = 'looping'
      return
    }
    // Without the fragment: what a shared link holds behind its # is for the browser alone.
    const query = new URLSearchParams({ return_to: path, ui_locales: language() })
    leave(`/auth/${portal}/login?${query}`)
  }

  const lost = () => {
    if (!isPublic()) return signIn()
    if (state.value === 'leaving') return
    viewer.value = null
    state.value = 'stranger'
  }

  return {
    viewer,
    state,
    fault,
    isPublic,
    may: permission => viewer.value?.permissions.includes(permission) ?? false,
    async refresh() {
      try {
        const found = await load()
        if (state.value === 'leaving' || state.value === 'looping') return
        if (!found) return lost()
        viewer.value = found
        fault.value = null
        state.value = 'signedIn'
      } catch (error) {
        // A hiccup later on does not take the page away; only at the start is there nothing to show.
        fault.value = toFault(error)
        if (state.value === 'starting') state.value = 'failed'
      }
    },
    lost,
    signIn,
    async signOut() {
      try {
        const answer = await fetch(`/auth/${portal}/logout`, {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'X-Portico-Portal': portal },
        })
        if (answer.status === 401) lost()
        if (!answer.ok) return toFault({ statusCode: answer.status })
        const { redirect } = (await answer.json()) as { redirect: string }
        leave(redirect)
        return new Promise<never>(() => {})
      } catch (error) {
        return toFault(error)
      }
    },
    onLeave: callback => leaving.push(callback),
  }
}
