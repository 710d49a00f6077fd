/** A mail on its way out. `id` stays the same however often it is tried, so a receiver can tell a repetition. */
export interface OutgoingMail {
  id: string
  to: string
  language: string
  subject: string
  text: string
  html: string
}

/** What carries mails away. Throws `MailFault`; anything else thrown counts as one that may pass. */
export interface MailTransport {
  send(mail: OutgoingMail): Promise<void>
  close(): void
}

/** Why a mail did not go out: a code, nothing personal. `final`: trying again cannot help. */
export class MailFault extends Error {
  readonly code: string
  readonly final: boolean

  constructor(code: string, options: ErrorOptions & { final?: boolean } = {}) {
    super(code, options)
    this.name = 'MailFault'
    this.code = code
    this.final = options.final ?? false
  }
}

/** Carries nothing: the rows themselves are kept, and the sandbox's inbox shows them. */
export const inboxTransport: MailTransport = { send: async () => undefined, close: () => undefined }
