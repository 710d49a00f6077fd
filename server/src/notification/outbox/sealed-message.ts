import type { Vault } from '../../platform/crypto/seal.ts'

/** What is secret of a message. */
export interface MessageContents {
  recipient: string
  subject: string
  text: string
  html: string
}

/** The columns that hold it, each sealed for its own row and column. */
export interface SealedContents {
  sealedRecipient?: string | null
  sealedSubject?: string | null
  sealedText?: string | null
  sealedHtml?: string | null
}

const TABLE = 'outbox_message'

export const sealMessage = (vault: Vault, id: string, { recipient, subject, text, html }: MessageContents) => ({
  sealedRecipient: vault.seal(TABLE, 'sealed_recipient', id, recipient),
  sealedSubject: vault.seal(TABLE, 'sealed_subject', id, subject),
  sealedText: vault.seal(TABLE, 'sealed_text', id, text),
  sealedHtml: vault.seal(TABLE, 'sealed_html', id, html),
})

/** Absent parts come back empty: an SMS has no subject, and what was sent may be forgotten. */
export const openMessage = (vault: Vault, id: string, sealed: SealedContents): MessageContents => {
  const open = (column: string, value: string | null | undefined) => (value ? vault.open(TABLE, column, id, value) : '')
  return {
    recipient: open('sealed_recipient', sealed.sealedRecipient),
    subject: open('sealed_subject', sealed.sealedSubject),
    text: open('sealed_text', sealed.sealedText),
    html: open('sealed_html', sealed.sealedHtml),
  }
}

/** The row forgets what it said and to whom. */
export const forgotten: Required<SealedContents> = {
  sealedRecipient: null,
  sealedSubject: null,
  sealedText: null,
  sealedHtml: null,
}
