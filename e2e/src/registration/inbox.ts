import { setTimeout as pause } from 'node:timers/promises'
import type { Product } from '../product.ts'

/** A mail as the sandbox's inbox tells of it. */
export interface InboxMail {
  id: string
  to: string
  subject: string
  text: string
  html: string
}

/** The newest mail to an address, waited for: mails leave after the commit, by themselves. Throws when none comes. */
export async function mailTo(product: Product, address: string, subject?: RegExp): Promise<InboxMail> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(100)) {
    const answer = await fetch(`${product.origin}/sandbox/inbox.json?to=${encodeURIComponent(address)}`)
    const mails = (await answer.json()) as InboxMail[]
    const found = mails.find(mail => !subject || subject.test(mail.subject))
    if (found) return found
  }
  throw new Error(`No mail came to ${address}`)
}

/** The first link of a mail's text that leads to this address of ours; throws when there is none. */
export function linkIn(mail: InboxMail, path: string): string {
  const link = mail.text.split(/\s+/).find(word => word.includes(path))
  if (!link) throw new Error(`There is no link to ${path} in:\n${mail.text}`)
  return link
}
