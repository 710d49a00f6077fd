import type { IncomingHttpHeaders } from 'node:http'

export const portals = ['partner', 'resident'] as const
export type Portal = (typeof portals)[number]

/** The portal a request speaks for, by its header; undefined when it says none or an unknown one. */
export function portalOf(headers: IncomingHttpHeaders): Portal | undefined {
  const value = headers['x-portico-portal']
  return portals.find(portal => portal === value)
}

/**
 * Whether a browser may have been led here by another site (decisions §2). A script of another origin cannot set
 * our header without a preflight, which is never granted; Origin and Sec-Fetch-Site are checked as well.
 */
export function isCrossSite(headers: IncomingHttpHeaders, origin: string): boolean {
  if (headers.origin !== undefined && headers.origin !== origin) return true
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
