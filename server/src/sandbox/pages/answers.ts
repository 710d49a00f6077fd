import type { FastifyReply, FastifyRequest } from 'fastify'
import { pageHeaders } from '../../platform/pages/page.ts'

/** A page that shows a mail in a frame of our own. */
const headers = {
  ...pageHeaders,
  'content-security-policy': `${pageHeaders['content-security-policy']}; frame-src 'self'`,
}

export const sandboxSend = (reply: FastifyReply, body: string): FastifyReply =>
  reply.headers(headers).type('text/html; charset=utf-8').send(body)

/** A value of a query, a form or a JSON object as text; empty for anything that is neither text nor number. */
export function textOf(values: unknown, name: string): string {
  const value = (values as Record<string, unknown> | null | undefined)?.[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** Whether a program asks, which wants JSON instead of a page. */
export const wantsJson = ({ headers: { accept } }: FastifyRequest): boolean =>
  accept !== undefined && accept.includes('application/json')
