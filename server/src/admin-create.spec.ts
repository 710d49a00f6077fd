import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'

const command = join(import.meta.dirname, 'admin-create.ts')

describe('npm run admin:create', () => {
  let home: string
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'portico-admin-'))
  })
  after(() => rmSync(home, { recursive: true, force: true }))

  const run = (options: string[], input: string, environment: Record<string, string> = {}) =>
    new Promise<{ code: number | null; out: string; err: string }>((done, fail) => {
      const { PATH, TMPDIR } = process.env
      const child = spawn(process.execPath, ['--import', 'tsx', command, ...options], {
        cwd: join(import.meta.dirname, '..'),
        env: {
          PATH,
          ...(TMPDIR ? { TMPDIR } : {}),
          PORTICO_HOME: home,
          PORTICO_MODE: 'development',
          LOG_LEVEL: 'error',
          ...environment,
        },
      })
      let out = ''
      let err = ''
      child.stdout.on('data', chunk => (out += String(chunk)))
      child.stderr.on('data', chunk => (err += String(chunk)))
      child.on('error', fail)
      child.on('close', code => done({ code, out, err }))
      child.stdin.end(input)
    })
  const nadia = [
    '--username',
    'nadia',
    '--email',
    'nadia@example.org',
    '--first-name',
    'Nadia',
    '--last-name',
    'Okafor',
  ]

  it('makes an administrator once, with the password from standard input', async () => {
    const first = await run(nadia, 'correct horse battery staple\n')
    expect(first).to.deep.include({ code: 0, err: '' })
    expect(first.out).to.include('Administrator nadia was created. Sign in at http://localhost:4000/partner/')
    const second = await run(nadia, 'correct horse battery staple\n')
    expect(second).to.deep.equal({
      code: 1,
      out: '',
      err: 'Somebody has this user name already. Choose another. Nothing was created.\n',
    })
  })

  it('says what is missing or wrong in a line', async () => {
    expect((await run(['--username', 'x'], '')).err).to.include('Say --email, --first-name, --last-name as well.')
    expect((await run(nadia, '')).err).to.include('The password is missing')
    expect((await run([...nadia, '--role', 'X'], 'y\n')).err).to.include('npm run admin:create --')
    const elsewhere = await run(nadia, 'y\n', { PORTICO_PARTNER_ISSUER: 'https://id.example' })
    expect(elsewhere.err).to.include('Give the administrator the role PARTNER_ADMIN there.')
    expect(elsewhere.code).to.equal(1)
  })
})
