import type { Answer, Browser } from './browser.ts'
import { PASSWORD, type World } from './world.ts'

let registrations = 0

/** A complete registration of somebody new. */
export const newcomer = (more: Record<string, string> = {}): Record<string, string> => {
  const username = more['username'] ?? `newcomer-${++registrations}`
  return {
    firstName: 'Salomé',
    lastName: 'Küçük',
    organisation: 'Quillfeather Assurance',
    type: 'Auth_Partner',
    address: '14 rue de la Bourse\r\n75002 Paris',
    email: `${username}@quillfeather.example`,
    phone: '+33 1 23 45 67',
    language: 'fr',
    username,
    password: PASSWORD,
    passwordAgain: PASSWORD,
    ...more,
  }
}

/** Opens the register page and sends it. */
export const register = async (browser: Browser, form: Record<string, string>, query = ''): Promise<Answer> =>
  browser.submit(await browser.send('GET', `/auth/partner/register${query}`), form)

/** The address behind the button of the newest mail to somebody; as its text part has it. */
export async function mailedLink(world: World, address: string): Promise<string> {
  const mails = await world.mailsTo(address)
  const link = /^http\S+$/m.exec(mails.at(-1)?.text ?? '')?.[0]
  if (!link) throw new Error(`no link in the mails to ${address}: ${JSON.stringify(mails)}`)
  return link
}
