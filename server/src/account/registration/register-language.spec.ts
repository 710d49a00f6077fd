import { expect } from 'chai'
import { describeDatabases } from '../../spec/test-database.ts'
import { FORMS_PER_ADDRESS } from '../attempts.ts'
import { newcomer } from '../spec/registering.ts'
import { browse, openWorld, PASSWORD, type World } from '../spec/world.ts'

describeDatabases('a half-filled register page', open => {
  let world: World
  let drop: () => Promise<void>

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    world = await openWorld(db)
  })
  after(async () => {
    await world.close()
    await drop()
  })

  it('keeps what was typed, but no password, when another language is chosen, and judges nothing', async () => {
    const browser = browse(world)
    const page = await browser.send('GET', '/auth/partner/register?ui_locales=en')
    const switches = [...page.text.matchAll(/formaction="([^"]+)"\s+name="leaving"\s+value="en"/g)]
    const address = switches.map(([, to]) => to!.replaceAll('&#38;', '&')).find(to => to.endsWith('ui_locales=ar'))!
    const typed = newcomer({ firstName: '', email: 'half@', language: 'en', organisation: 'Half & half' })
    const send = (fields: Record<string, string>, headers = {}) =>
      browser.send('POST', address, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: world.origin, ...headers },
        body: String(new URLSearchParams({ ...fields, leaving: 'en' })),
      })
    // More often than forms are taken from one address.
    for (let times = 0; times <= FORMS_PER_ADDRESS; times++) await send(typed)
    const answer = await send(typed)
    expect(answer.status).to.equal(200)
    expect(answer.text).to.include('lang="ar"').and.not.include('aria-invalid').and.not.include(PASSWORD)
    expect(answer.text).to.include('value="Half &#38; half"').and.include('value="half@"').and.include('75002 Paris')
    expect(answer.text).to.match(/value="Auth_Partner"\s+selected/)
    const language = (text: string) => /<select[^>]*id="language"[^]*?<\/select>/.exec(text)![0]
    expect(language(answer.text), 'mails follow the page').to.match(/value="ar"[^>]*selected/)
    const chosen = await send({ ...typed, language: 'fr' })
    expect(language(chosen.text), 'unless another was chosen').to.match(/value="fr"[^>]*selected/)
    expect((await send(typed, { origin: 'https://evil.example' })).status).to.equal(400)
  })

  it('lets the return key send the form, not switch the language', async () => {
    const { text } = await browse(world).send('GET', '/auth/partner/register')
    const first = /<button[^>]*type="submit"[^>]*>/.exec(text)![0]
    expect(first).to.include('form="registration"').and.not.include('formaction')
  })
})
