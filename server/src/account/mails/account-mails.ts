import type { Tx } from '../../platform/database/database.ts'
import { mailPage, type Mail, type Outbox } from '../../notification/index.ts'
import { instantInWords } from '../../platform/i18n/instants.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { mailTextsIn, type MailWords } from './texts.ts'

/** To whom a mail goes, and in which language. */
export interface Recipient {
  to: string
  language: Language
}

type Facts = [label: string, value: string][]

/** The mails of accounts, left in the outbox within the caller's unit of work. */
export class AccountMails {
  readonly #outbox: Outbox
  readonly #origin: string

  constructor({ outbox, origin }: { outbox: Outbox; origin: string }) {
    this.#outbox = outbox
    this.#origin = origin
  }

  /** 48 hours; the only way to the account. */
  confirmRegistration(
    tx: Tx,
    recipient: Recipient,
    { token, username, organisation }: { token: string; username: string; organisation: string },
  ): void {
    const words = mailTextsIn(recipient.language).confirmRegistration
    this.#send(tx, recipient, 'account.confirm-registration', words, this.#link('confirm', recipient, { token }), [
      [words.username, username],
      [words.organisation, organisation],
    ])
  }

  /** Instead of the one above, to somebody who has an account: a stranger who tried learns nothing of it. */
  alreadyRegistered(tx: Tx, recipient: Recipient): void {
    const words = mailTextsIn(recipient.language).alreadyRegistered
    this.#send(tx, recipient, 'account.already-registered', words, this.#link('forgotten', recipient), [
      [words.signInLabel, this.#link('login', recipient)],
    ])
  }

  /** One hour, once. */
  resetPassword(tx: Tx, recipient: Recipient, { token }: { token: string }): void {
    const words = mailTextsIn(recipient.language).resetPassword
    this.#send(tx, recipient, 'account.reset-password', words, this.#link('reset', recipient, { token }))
  }

  passwordChanged(tx: Tx, recipient: Recipient, { at }: { at: Date }): void {
    const words = mailTextsIn(recipient.language).passwordChanged
    this.#send(tx, recipient, 'account.password-changed', words, this.#link('forgotten', recipient), [
      [words.when, instantInWords(recipient.language, at)],
    ])
  }

  /** To the new address; 24 hours. */
  confirmEmailChange(tx: Tx, recipient: Recipient, { token }: { token: string }): void {
    const words = mailTextsIn(recipient.language).confirmEmailChange
    this.#send(tx, recipient, 'account.confirm-email-change', words, this.#link('confirm-email', recipient, { token }))
  }

  /** Instead of the one above, to the person whose address it is already. */
  emailTaken(tx: Tx, recipient: Recipient): void {
    const words = mailTextsIn(recipient.language).emailTaken
    this.#send(tx, recipient, 'account.email-taken', words, this.#link('login', recipient))
  }

  /** To the old address. */
  emailChanging(tx: Tx, recipient: Recipient, { email }: { email: string }): void {
    const words = mailTextsIn(recipient.language).emailChanging
    this.#send(tx, recipient, 'account.email-changing', words, this.#link('forgotten', recipient), [
      [words.newAddress, email],
    ])
  }

  #link(page: string, { language }: Recipient, more: Record<string, string> = {}): string {
    return `${this.#origin}/auth/partner/${page}?${new URLSearchParams({ ...more, ui_locales: language })}`
  }

  #send(tx: Tx, { to, language }: Recipient, template: string, words: MailWords, url: string, facts: Facts = []): void {
    const { title, lead, button, why } = words
    const written = mailPage({ language, title, lead, button: { label: button, url }, facts, why })
    const mail: Mail = { subject: title, ...written }
    this.#outbox.mail(tx, { to, language, template, mail })
  }
}
