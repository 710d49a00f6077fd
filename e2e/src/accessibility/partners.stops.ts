import { go } from '../portal.ts'
import type { Stop } from './stop.ts'

/** Partners and their certificates, as administrators and as partners see them; and everybody's own profile. */
export const partnerStops: readonly Stop[] = [
  { name: 'partners', who: 'admin', open: (page, { product }) => go(page, product, '/partners') },
  { name: 'profile', who: 'admin', open: (page, { product }) => go(page, product, '/profile') },
]
