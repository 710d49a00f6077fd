import type { Clock } from '../platform/clock/clock.ts'
import type { OwnAccountEdge } from './own-account.ts'
import { ProfileResolver } from './profile/profile.resolver.ts'
import { ViewerProfileResolver } from './profile/viewer-profile.resolver.ts'
import { PortalSessionResolver } from './sessions/session.resolver.ts'
import { TermsResolver } from './terms/terms.resolver.ts'

/** What people ask about their own account. Registration's own mutation is `CompleteRegistrationResolver`. */
export const ownAccountResolvers = (account: OwnAccountEdge, clock: Clock): object[] => [
  new ViewerProfileResolver(account, clock),
  new TermsResolver(account),
  new ProfileResolver(account),
  new PortalSessionResolver(account),
]
