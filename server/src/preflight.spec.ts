import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { expect } from 'chai'
import { pem } from './partner/certificates/x509/decode/pem.ts'
import type { Certificate } from './partner/certificates/x509/index.ts'
import { caExtensions, hasOpenssl, OpensslWorld } from './partner/certificates/x509/spec/openssl-world.ts'

const program = join(import.meta.dirname, 'preflight.ts')

/** The certificate without its last octets, as PEM. */
const cut = ({ der }: Certificate): string => pem('CERTIFICATE', der.subarray(0, -9))

describe('preflight', () => {
  let world: OpensslWorld
  let chain: { root: Certificate; middle: Certificate; leaf: Certificate }

  before(function () {
    if (!hasOpenssl) {
      console.log('      skipped: needs the openssl command')
      this.skip()
    }
    world = new OpensslWorld()
    chain = {
      root: world.make({ name: 'root' }),
      middle: world.make({ name: 'middle', issuer: 'root', extensions: [...caExtensions] }),
      leaf: world.make({ name: 'leaf', issuer: 'middle' }),
    }
  })

  after(() => world?.remove())

  const run = async (args: string[], input = ''): Promise<{ code: number; out: string; err: string }> => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
      env: { ...process.env, INIT_CWD: world.folder },
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    const [out, err] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      child.exitCode === null ? once(child, 'close') : null,
    ])
    return { code: child.exitCode!, out, err }
  }
  const files = ['--anchors', 'root.pem', '--leaf', 'leaf.pem', '--at', '2026-11-22T00:00:00Z']

  it('ends with 0 and draws the chain when it accepts', async () => {
    const { code, out } = await run([...files, '--intermediates', 'middle.pem'])
    expect(code).to.equal(0)
    expect(out).to.match(/^Accepted/)
    expect(out).to.contain('✓ root (root, in the trust store')
    expect(out).to.contain('Revocation not checked')
  })

  it('ends with 1 and says what is wrong and what to do when it refuses, in the language asked for', async () => {
    const { code, out } = await run([...files, '--language', 'fr'])
    expect(code).to.equal(1)
    expect(out)
      .to.contain('Le certificat de l’émetteur manque')
      .and.contain('Que faire : Procurez-vous le certificat de middle')
  })

  it('judges by the partner profile, and prints JSON', async () => {
    const { code, out } = await run([
      ...files,
      '--intermediates',
      'middle.pem',
      '--profile',
      'partner',
      '--organisation',
      'Somebody else',
      '--domain',
      'AUTH',
      '--json',
    ])
    expect(code).to.equal(1)
    const { verdict, checks } = JSON.parse(out) as {
      verdict: string
      checks: { rule: string; outcome: string; remedy?: string }[]
    }
    expect(verdict).to.equal('REFUSED')
    expect(checks.filter(check => check.outcome === 'FAILED').map(check => check.rule)).to.deep.equal([
      'partner.organisation-different',
    ])
  })

  it('ends with 2 and a clear line when it is asked wrongly', async () => {
    for (const [args, said] of [
      [['--leaf', 'leaf.pem'], '--anchors is missing'],
      [['--anchors', 'root.pem'], '--leaf is missing'],
      [['--anchors', 'nowhere.pem', '--leaf', 'leaf.pem'], 'Cannot read nowhere.pem'],
      [[...files, '--at', 'tomorrow'], '--at is no instant'],
      [[...files, '--profile', 'partner'], 'needs --organisation and --domain'],
      [['--nonsense'], '--nonsense'],
    ] as const) {
      const { code, err } = await run([...args])
      expect(code, said).to.equal(2)
      expect(err).to.contain(said)
    }
  })

  it('refuses, and does not crash, when the leaf or every list cannot be read', async () => {
    world.write('junk.pem', 'nothing here')
    expect((await run(['--anchors', 'root.pem', '--leaf', 'junk.pem'])).out).to.contain('bundle.no-certificate')
    const lists = await run([...files, '--intermediates', 'middle.pem', '--crls', 'junk.pem'])
    expect([lists.code, lists.out]).to.deep.equal([1, lists.out])
    expect(lists.out).to.contain('crl.none')
  })

  it('answers a batch line by line, in order, whatever the lines hold', async () => {
    const { root, middle, leaf } = chain
    const question = {
      anchors: [root.pem],
      intermediates: [middle.pem],
      crls: [],
      leaf: leaf.pem,
      at: '2026-11-22T00:00:00Z',
    }
    const lines = [
      JSON.stringify({ id: 'good', ...question }),
      '{"id": "cut',
      '[]',
      JSON.stringify({ id: 7, ...question, intermediates: [] }),
      '',
      JSON.stringify({ id: 'depth', ...question, maxDepth: 0 }),
      JSON.stringify({
        id: 'policy',
        ...question,
        params: { user_initial_policy_set: ['1.2.3'], initial_explicit_policy: true },
      }),
      JSON.stringify({ id: 'lists', ...question, crls: ['no list'] }),
      JSON.stringify({ id: 'junk', ...question, leaf: 'junk' }),
      JSON.stringify({ id: 'time', ...question, at: 'never' }),
      JSON.stringify({ id: 'type', ...question, anchors: root.pem }),
      JSON.stringify({ id: 'broken middle', ...question, intermediates: [cut(middle)] }),
      JSON.stringify({ id: 'last', ...question }),
    ]
    const { code, out } = await run(['--batch'], lines.join('\n'))
    expect(code).to.equal(0)
    const answers = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
    expect(answers.map(({ id, accepted, rule, certificate }) => [id, accepted, rule, certificate])).to.deep.equal([
      ['good', true, null, null],
      [null, false, 'batch.malformed-line', null],
      [null, false, 'batch.malformed-line', null],
      [7, false, 'path.issuer-missing', 1],
      ['depth', false, 'path.too-long', 0],
      ['policy', false, 'policies.none-valid', 1],
      ['lists', false, 'crl.none', null],
      ['junk', false, 'bundle.no-certificate', null],
      ['time', false, 'batch.malformed-line', null],
      ['type', false, 'batch.malformed-line', null],
      ['broken middle', false, 'der.truncated', null],
      ['last', true, null, null],
    ])
    for (const answer of answers) expect(answer).to.have.keys('id', 'accepted', 'rule', 'certificate', 'detail', 'ms')
  })
})
