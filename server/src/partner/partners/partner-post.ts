import type { Mail, Outbox } from '../../notification/index.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { openContact } from './partner-contact.ts'

/** What every mail to a partner speaks of. */
export interface Addressee {
  language: Language
  code: string
  organisation: string
}

interface PartnerRow {
  id: string
  code: string
  organisationName: string
  sealedEmail?: string | null
  language: string
}

/** Mails to a partner's contact address, in its language, left in the transaction of what they tell of. */
export class PartnerPost {
  readonly #vault: Vault
  readonly #outbox: Outbox

  constructor({ vault, outbox }: { vault: Vault; outbox: Outbox }) {
    this.#vault = vault
    this.#outbox = outbox
  }

  /** Nothing is sent to a partner without an address. */
  send(tx: Tx, partner: PartnerRow, template: string, write: (addressee: Addressee) => Mail): void {
    const to = openContact(this.#vault, partner.id, 'email', partner.sealedEmail)
    const language = partner.language as Language
    if (to)
      this.#outbox.mail(tx, {
        to,
        language,
        template,
        mail: write({ language, code: partner.code, organisation: partner.organisationName }),
      })
  }
}
