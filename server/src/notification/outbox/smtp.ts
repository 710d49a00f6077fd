import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js'
import { MailFault, type MailTransport } from './transport.port.ts'

/** Milliseconds to wait for a greeting or an answer. */
const PATIENCE = 15_000
/** As many as the outbox has mails on their way, so that none waits inside here while its lease runs. */
const CONNECTIONS = 6

export interface SmtpOptions {
  /** `smtp(s)://user:password@host:port`; smtp uses STARTTLS where the server offers it. */
  url: string
  /** `Name <address>`. */
  from: string
  /** Milliseconds that the outbox takes a message for: no answer is waited for longer than an eighth of it. */
  lease?: number
}

/** Mail by SMTP (RFC 5321), over a few connections that are kept while there is work. */
export function smtpTransport({ url, from, lease = Infinity }: SmtpOptions): MailTransport {
  const patience = Math.min(PATIENCE, lease / 8)
  // Loaded here: a house without a mail server needs none of it.
  const connected = import('nodemailer').then(({ createTransport }) =>
    createTransport({
      url,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
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
          headers: {
            // Nobody is away from a machine (RFC 3834; the second says it to Exchange, which does not read the first).
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'OOF, AutoReply',
            'Content-Language': language,
          },
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
