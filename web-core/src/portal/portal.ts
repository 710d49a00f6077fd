import type { ApolloClient } from '@apollo/client'
import { type ComputedRef, inject, type InjectionKey, type ShallowRef } from 'vue'
import type { Live } from '../apollo/live.ts'
import type { Fault } from '../faults/fault.ts'
import type { Format } from '../formatting/format.ts'
import type { IdleWatch } from '../idle/idleWatch.ts'
import type { Languages } from '../languages/messages.ts'
import type { PageTitle } from '../navigation/pageTitle.ts'
import type { Preferences } from '../preferences/preferences.ts'
import type { Session } from '../session/session.ts'
import type { Unsaved } from '../unsaved/unsaved.ts'

/** What every page of a portal can reach; made once by `createPortal`. */
export interface Portal {
  /** `partner` or `resident`: selects the session, the header and the sign-in page. */
  name: string
  client: ApolloClient
  live: Live
  session: Session
  languages: Languages
  preferences: Preferences
  /** Business time in milliseconds since 1970. */
  now: () => number
  format: ComputedRef<Format>
  title: PageTitle
  unsaved: Unsaved
  idle: IdleWatch
  /** Why the last way to another page led nowhere. */
  failedNavigation: Readonly<ShallowRef<Fault | null>>
}

export const PORTAL: InjectionKey<Portal> = Symbol('portal')

/** The portal a component lives in. */
export function usePortal(): Portal {
  const portal = inject(PORTAL)
  if (!portal) throw new Error('Used outside of a portal: createPortal provides it')
  return portal
}
