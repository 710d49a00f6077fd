/** How an event is put into words: a message of its own, or the pattern of all notices with the kind of notice in it. */
export type EventWords = { key: string } | { key: string; kindKey: string }

const NOTICE = /^notice\.([a-z-]+)\.([a-z-]+)$/

/** The message keys of an event, whether there are such messages or not. */
export function eventWords(event: string): EventWords {
  const [, kind, what] = NOTICE.exec(event) ?? []
  return kind ? { key: `audit.notice.${what}`, kindKey: `audit.noticeKind.${kind}` } : { key: `audit.event.${event}` }
}
