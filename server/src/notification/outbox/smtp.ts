import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js'
import { MailFault, type MailTransport } from './transport.port.ts'

/** Milliseconds to wait for a greeting or an answer; well below the lease of the outbox. */
const PATIENCE = 15_000

export interface SmtpOptions {
  /** `smtp(s)://user:password@host:port`; smtp uses STARTTLS where the server offers it. */
  url: string
  /** `Name <address>`. */
  from: string
}

/** Mail by SMTP (RFC 5321), over a few connections that are kept while there is work. */
export function smtpTransport({ url, from }: SmtpOptions): MailTransport {
  // Loaded here: a house without a mail server needs none of it.
  const connected = import('nodemailer').then(({ createTransport }) =>
    createTransport({
      url,
      pool: true,
      maxConnections: 3,
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: PATIENCE,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as SMTPPool.Options),
  )
  const host = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ id, to, language, subject, text, html }) {
      try {
        await (
          await connected
        ).sendMail({
          from,
          // As an object: an address is never parsed, so nobody can slip in a second recipient.
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        })
      } catch (error) {
        throw faultOf(error as SmtpError)
      }
    },
    close: () => void connected.then(transport => transport.close()),
  }
}

interface SmtpError extends Error {
  code?: string
  responseCode?: number
}

/** The server's answer to recipient or contents counts for ever when it is 5xx (RFC 5321 §4.2.1); all else may pass. */
function faultOf(error: SmtpError): MailFault {
  const final = (error.responseCode ?? 0) >= 500
  if (error.code === 'EENVELOPE') return new MailFault('RECIPIENT_REFUSED', { cause: error, final })
  if (error.code === 'EMESSAGE') return new MailFault('CONTENTS_REFUSED', { cause: error, final })
  if (error.code === 'EAUTH') return new MailFault('SIGN_IN_REFUSED', { cause: error })
  return new MailFault('SERVER_UNREACHABLE', { cause: error })
}
