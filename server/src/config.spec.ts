import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { BadSettings, readConfig } from './config.ts'

const made: string[] = []
const folder = (json?: string) => {
  const path = mkdtempSync(join(tmpdir(), 'portico-config-'))
  made.push(path)
  if (json !== undefined) writeFileSync(join(path, 'portico.config.json'), json)
  return path
}

describe('settings', () => {
  after(() => made.forEach(path => rmSync(path, { recursive: true, force: true })))

  it('have defaults that run', () => {
    const config = readConfig({}, folder())
    expect(config).to.include({
      port: 4_000,
      mode: 'sandbox',
      origin: 'http://localhost:4000',
      idleSeconds: 1_500,
      promptSeconds: 300,
    })
    expect(config.database).to.match(/data\/portico\.db$/)
  })

  it('come from the file, overridden by the environment', () => {
    const where = folder('{ "port": 5000, "host": "0.0.0.0" }')
    expect(readConfig({ PORT: '6000' }, where)).to.include({ port: 6_000, host: '0.0.0.0' })
  })

  it('are refused all at once, without repeating a value', () => {
    const wrong = {
      PORT: 'eighty',
      PORTICO_MODE: 'live',
      DATABASE_URL: 'postgres://secret@host',
      PORTICO_DATA_KEY: 'short',
    }
    expect(() => readConfig(wrong, folder())).to.throw(BadSettings)
    try {
      readConfig(wrong, folder())
    } catch (error) {
      const { message } = error as Error
      for (const variable of Object.keys(wrong)) expect(message).to.include(variable)
      for (const value of ['eighty', 'secret', 'short']) expect(message).not.to.include(value)
    }
  })

  it('name an unknown key of the file', () => {
    expect(() => readConfig({}, folder('{ "prot": 1 }'))).to.throw(/no setting prot/)
  })

  it('say when the file is no JSON', () => {
    expect(() => readConfig({}, folder('{ port'))).to.throw(/not readable JSON/)
  })

  it('ask for a key, an https origin and a mail server in production', () => {
    expect(() => readConfig({ PORTICO_MODE: 'production' }, folder())).to.throw(
      /PORTICO_DATA_KEY[^]*PORTICO_ORIGIN[^]*PORTICO_SMTP_URL/,
    )
  })

  it('ask for no mail server in production where another provider keeps the people', () => {
    expect(() =>
      readConfig({ PORTICO_MODE: 'production', PORTICO_PARTNER_ISSUER: 'https://id.example' }, folder()),
    ).to.throw(/^(?!.*PORTICO_SMTP_URL)/s)
  })

  it('ask for what a directory of administrators is asked with, and for roles of the realm', () => {
    const directory = { PORTICO_DIRECTORY_URL: 'https://id.example/admin/realms/portico' }
    const people = { ...directory, PORTICO_PARTNER_ISSUER: 'https://id.example/realms/portico' }
    const whole = { ...people, PORTICO_PARTNER_CLIENT_SECRET: 'a secret' }
    for (const some of [directory, people]) expect(() => readConfig(some, folder())).to.throw(/PORTICO_DIRECTORY_URL/)
    expect(readConfig(whole, folder()).directoryUrl).to.equal(directory.PORTICO_DIRECTORY_URL)
    expect(() =>
      readConfig({ ...whole, PORTICO_PARTNER_ROLES_CLAIM: 'resource_access.portico.roles' }, folder()),
    ).to.throw(/PORTICO_DIRECTORY_URL[^]*PORTICO_PARTNER_ROLES_CLAIM/)
  })

  it('read the mail server under its common name too, the own name first', () => {
    const from = { PORTICO_MAIL_FROM: 'p@id.example', SMTP_URL: 'smtp://common.example' }
    expect(readConfig(from, folder()).smtpUrl).to.equal('smtp://common.example')
    const both = { ...from, PORTICO_SMTP_URL: 'smtp://own.example' }
    expect(readConfig(both, folder()).smtpUrl).to.equal('smtp://own.example')
  })

  it('ask for a sender with a mail server', () => {
    expect(() => readConfig({ PORTICO_SMTP_URL: 'smtp://mail.example:25' }, folder())).to.throw(/PORTICO_MAIL_FROM/)
    expect(
      readConfig({ PORTICO_SMTP_URL: 'smtp://mail.example', PORTICO_MAIL_FROM: 'Portico <p@id.example>' }, folder()),
    ).to.include({ mailFrom: 'Portico <p@id.example>' })
  })

  for (const [variable, value] of [
    ['PORT', ''],
    ['PORT', '0'],
    ['PORT', '4000.5'],
    ['PORTICO_IDLE_SECONDS', '0x5dc'],
    ['PORTICO_ORIGIN', 'https://portal.example/partner'],
    ['PORTICO_ORIGIN', 'https://someone@portal.example'],
    ['PORTICO_TRUST_PROXY', 'proxy.example'],
    ['PORTICO_TRUST_PROXY', '10.0.0.0/33'],
    ['DATABASE_URL', 'mysql://portico:pa/ss@host/portico'],
    ['REDIS_URL', 'localhost:6379'],
    ['PORTICO_SMTP_URL', 'http://mail.example'],
    ['PORTICO_SMTP_URL', 'smtp://'],
    ['PORTICO_MAIL_FROM', 'Portico'],
    ['PORTICO_MAIL_FROM', 'Portico <p@id.example>\r\nBcc: <x@y.example>'],
  ] as const)
    it(`refuse ${variable}=${value}`, () => {
      expect(() => readConfig({ [variable]: value }, folder())).to.throw(BadSettings, variable)
    })

  it('refuse a truth where a number belongs', () => {
    expect(() => readConfig({}, folder('{ "port": true }'))).to.throw(/PORT \(port\)/)
  })

  it('know the origin as a browser writes it', () => {
    expect(readConfig({ PORTICO_ORIGIN: 'https://Portal.Example:443/' }, folder()).origin).to.equal(
      'https://portal.example',
    )
  })

  it('take networks of proxies', () => {
    const PORTICO_TRUST_PROXY = '10.0.0.0/8, ::1, loopback'
    expect(readConfig({ PORTICO_TRUST_PROXY }, folder()).trustProxy).to.equal(PORTICO_TRUST_PROXY)
  })
})
