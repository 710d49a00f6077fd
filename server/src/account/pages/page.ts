import type { Html } from '../../platform/pages/html.ts'
import { framedPage, type PageFrame } from '../../platform/pages/page.ts'
import { textsIn } from './texts.ts'

/** One page before the portal: header with the language switch, the form column, and a side column where there is one. */
export const page = (
  frame: PageFrame,
  content: { title: string; failed?: boolean; main: Html; side?: Html; formKept?: string },
): string =>
  framedPage(frame, {
    ...content,
    texts: textsIn(frame.language),
    home: '/',
    script: '/auth/page.js',
  })
