const KEY = 'portico.redirects'
const WINDOW = 30_000
const MOST = 3

/**
 * Whether to send the browser to the sign-in page once more. A browser that refuses our cookie would come straight
 * back, again and again: the fourth time within 30 s we stop and say so.
 */
export function mayRedirect(storage: Pick<Storage, 'getItem' | 'setItem'>, now: number): boolean {
  const recent = (storage.getItem(KEY) ?? '')
    .split(' ')
    .map(Number)
    .filter(at => at > 0 && at <= now && now - at < WINDOW)
  if (recent.length >= MOST) return false
  storage.setItem(KEY, [...recent, now].join(' '))
  return true
}
