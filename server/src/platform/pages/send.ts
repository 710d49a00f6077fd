import type { FastifyReply, FastifyRequest } from 'fastify'
import { chooseLanguage } from '../i18n/languages.ts'
import { pageHeaders, type PageFrame } from './page.ts'

/** Answers with a page. */
export const send = (reply: FastifyReply, status: number, body: string): FastifyReply =>
  reply.status(status).headers(pageHeaders).type('text/html; charset=utf-8').send(body)

/** The frame of a page at the request's address; `query` is what its own links carry on. */
export function frameOf(request: FastifyRequest, query: PageFrame['query'] = {}): PageFrame {
  const { ui_locales: wish } = request.query as Record<string, unknown>
  const language = chooseLanguage(typeof wish === 'string' && wish ? wish : request.headers['accept-language'])
  return { language, path: request.url.split('?')[0]!, query }
}
