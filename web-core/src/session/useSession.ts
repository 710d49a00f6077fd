import { usePortal } from '../portal/portal.ts'
import type { Session } from './session.ts'

/** Who is signed in and what they may. */
export function useSession(): Session {
  return usePortal().session
}
