/** Longer addresses are not worth a cookie; the person lands on the start page. */
const LONGEST = 1_024

/**
 * The path to go to after sign-in: one of this portal's own pages, else its start page. Anything that a browser could
 * read as another site, another part of this one or a script is refused (quality §2.1, 3.7.2).
 */
export function safeReturnTo(wish: unknown, origin: string, base = '/partner/'): string {
  if (typeof wish !== 'string' || wish.length > LONGEST || !wish.startsWith('/') || /[\\\p{Cc}]/u.test(wish))
    return base
  const url = URL.parse(wish, origin)
  if (!url || url.origin !== new URL(origin).origin || !url.pathname.startsWith(base)) return base
  return url.pathname + url.search + url.hash
}
