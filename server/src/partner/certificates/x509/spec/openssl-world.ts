import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeBundle } from '../decode/bundle.ts'
import type { Certificate } from '../decode/certificate.ts'

/** Is there an `openssl` to make chains with? Without it the specs that need it are skipped with a word. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** What a certificate is made of. Times are `YYYYMMDDHHMMSSZ`; `extensions` are lines of an OpenSSL section. */
export interface Recipe {
  name: string
  /** Name of the recipe that signs; itself when absent. */
  issuer?: string
  subject?: string
  key?: 'rsa2048' | 'rsa1024' | 'rsa2052' | 'p256' | 'p192' | 'p384' | 'p521' | 'ed25519' | 'ed448'
  from?: string
  to?: string
  serial?: string
  extensions?: string[]
  /** More sections the extensions refer to. */
  sections?: string
  digest?: string
  /** Further arguments to `openssl ca`. */
  options?: string[]
  /** Certify the key of another recipe instead of a new one. */
  keyOf?: string
}

const ca = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
]
export const caExtensions: readonly string[] = ca
export const leafExtensions: readonly string[] = [
  'basicConstraints=CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
]

/** A folder with certificates made by the OpenSSL command line. */
export class OpensslWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'portico-x509-'))
  #serial = 0x1000

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  path(file: string): string {
    return join(this.folder, file)
  }

  /** Makes one certificate and returns it decoded. Issuers are made first. */
  make(recipe: Recipe): Certificate {
    const key = this.#key(recipe)
    const request = this.path(`${recipe.name}.csr`)
    this.run([
      'req',
      '-new',
      '-key',
      key,
      '-subj',
      recipe.subject ?? `/C=CH/O=Northwind Identity Ltd/CN=${recipe.name}`,
      '-utf8',
      '-out',
      request,
      '-config',
      this.#requestConfig(),
    ])
    const issuer = recipe.issuer ?? recipe.name
    const config = this.#caConfig(recipe)
    const serial = recipe.serial ?? (this.#serial++).toString(16)
    writeFileSync(this.path('serial'), serial.length % 2 ? `0${serial}` : serial)
    writeFileSync(this.path('index'), '')
    const out = this.path(`${recipe.name}.pem`)
    this.run([
      'ca',
      '-batch',
      '-config',
      config,
      '-in',
      request,
      '-out',
      out,
      '-notext',
      '-preserveDN',
      '-md',
      recipe.digest ?? 'sha256',
      '-startdate',
      recipe.from ?? '20250101000000Z',
      '-enddate',
      recipe.to ?? '20350101000000Z',
      '-keyfile',
      this.path(`${issuer}.key`),
      ...(recipe.options ?? []),
      ...(recipe.issuer ? ['-cert', this.path(`${issuer}.pem`)] : ['-selfsign']),
    ])
    return this.read(`${recipe.name}.pem`)
  }

  read(file: string): Certificate {
    const { certificates, faults } = decodeBundle(readFileSync(this.path(file)))
    const [certificate] = certificates
    if (!certificate) throw new Error(`${file}: ${JSON.stringify(faults)}`)
    return certificate
  }

  /** The private key of a recipe made here, as PEM. */
  keyPem(name: string): string {
    return readFileSync(this.path(`${name}.key`), 'utf8')
  }

  /** Writes a file into the folder; returns its path. */
  write(name: string, text: string): string {
    writeFileSync(this.path(name), text)
    return this.path(name)
  }

  /** The subjects of the certificates in a PKCS#7 file (DER), as OpenSSL prints them. */
  subjectsOf(p7b: Uint8Array): string[] {
    writeFileSync(this.path('read.p7b'), p7b)
    return this.run(['pkcs7', '-inform', 'DER', '-in', this.path('read.p7b'), '-print_certs', '-noout'])
      .split('\n')
      .filter(line => line.startsWith('subject='))
  }

  run(args: string[]): string {
    const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: this.folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}\n${stderr}`)
    return stdout
  }

  #key(recipe: Recipe): string {
    if (recipe.keyOf) return this.path(`${recipe.keyOf}.key`)
    const file = this.path(`${recipe.name}.key`)
    const kind = recipe.key ?? 'p256'
    const how = kind.startsWith('rsa')
      ? ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${kind.slice(3)}`]
      : kind.startsWith('ed')
        ? ['-algorithm', kind.toUpperCase()]
        : [
            '-algorithm',
            'EC',
            '-pkeyopt',
            `ec_paramgen_curve:${{ p256: 'P-256', p384: 'P-384', p521: 'P-521', p192: 'prime192v1' }[kind as 'p256']}`,
          ]
    this.run(['genpkey', ...how, '-out', file])
    return file
  }

  #requestConfig(): string {
    const file = this.path('req.cnf')
    writeFileSync(file, '[req]\ndistinguished_name=dn\nstring_mask=utf8only\n[dn]\n')
    return file
  }

  #caConfig(recipe: Recipe): string {
    const file = this.path(`${recipe.name}.cnf`)
    const extensions = recipe.extensions ?? (recipe.issuer ? leafExtensions : caExtensions)
    const use = extensions.length > 0 ? 'x509_extensions=ext\n' : ''
    const section = extensions.length > 0 ? `[ext]\n${extensions.join('\n')}\n` : ''
    writeFileSync(
      file,
      `[ca]\ndefault_ca=me\n[me]\nnew_certs_dir=${this.folder}\ndatabase=${this.path('index')}\nserial=${this.path('serial')}\npolicy=any\nunique_subject=no\nemail_in_dn=yes\ncrlnumber=${this.path('crlnumber')}\ndefault_md=sha256\n${use}[any]\n${section}${recipe.sections ?? ''}\n`,
    )
    return file
  }
}
