import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate that the OpenSSL command line made, with what it takes to issue another. */
export interface OpensslCertificate {
  pem: string
  der: Buffer
  path: string
  keyPath: string
}

export interface OpensslRequest {
  /** As `-subj` takes it: /CN=…/O=… */
  subject: string
  issuer?: OpensslCertificate
  /** Another certificate for the key of this one: cross-signing. */
  keyOf?: OpensslCertificate
  /** Lines of an extension section; an authority's when absent. */
  extensions?: readonly string[]
  days?: number
  /** `-newkey` argument. */
  key?: string
  digest?: string
}

export const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** A workshop in a folder of its own that makes real certificates. */
export class OpensslWorkshop {
  readonly #folder = mkdtempSync(join(tmpdir(), 'portico-openssl-'))
  #made = 0

  make({
    subject,
    issuer,
    keyOf,
    extensions,
    days = 800,
    key = 'ec:-pkeyopt:ec_paramgen_curve:P-256',
    digest = 'sha256',
  }: OpensslRequest): OpensslCertificate {
    const n = ++this.#made
    const at = (name: string) => join(this.#folder, `${n}-${name}`)
    const [kind, ...options] = key.split(':-')
    const keyPath = keyOf?.keyPath ?? at('key.pem')
    const keyArguments = keyOf
      ? ['-key', keyPath]
      : [
          '-newkey',
          kind!,
          ...options.flatMap(option => [`-${option.split(':')[0]}`, option.split(':').slice(1).join(':')]),
          '-keyout',
          keyPath,
        ]
    this.#openssl(['req', '-new', '-nodes', ...keyArguments, '-out', at('csr.pem'), '-subj', subject, '-utf8'])
    writeFileSync(
      at('ext.cnf'),
      (
        extensions ?? [
          'basicConstraints=critical,CA:TRUE',
          'keyUsage=critical,keyCertSign,cRLSign',
          'subjectKeyIdentifier=hash',
          'authorityKeyIdentifier=keyid',
        ]
      ).join('\n'),
    )
    const signer = issuer ? ['-CA', issuer.path, '-CAkey', issuer.keyPath] : ['-signkey', keyPath]
    this.#openssl([
      'x509',
      '-req',
      '-in',
      at('csr.pem'),
      ...signer,
      `-${digest}`,
      '-days',
      String(days),
      '-set_serial',
      String(1_000 + n),
      '-extfile',
      at('ext.cnf'),
      '-out',
      at('cert.pem'),
    ])
    this.#openssl(['x509', '-in', at('cert.pem'), '-outform', 'DER', '-out', at('cert.der')])
    return {
      pem: readFileSync(at('cert.pem'), 'utf8'),
      der: readFileSync(at('cert.der')),
      path: at('cert.pem'),
      keyPath,
    }
  }

  /** A PKCS#7 bundle of certificates, as DER. */
  bundle(certificates: readonly OpensslCertificate[]): Buffer {
    const out = join(this.#folder, `${++this.#made}.p7b`)
    this.#openssl([
      'crl2pkcs7',
      '-nocrl',
      ...certificates.flatMap(({ path }) => ['-certfile', path]),
      '-outform',
      'DER',
      '-out',
      out,
    ])
    return readFileSync(out)
  }

  /** The subjects of the certificates in a PKCS#7 file, as OpenSSL prints them. */
  subjectsOf(p7b: Buffer): string[] {
    const path = join(this.#folder, `${++this.#made}.p7b`)
    writeFileSync(path, p7b)
    return this.#openssl(['pkcs7', '-inform', 'DER', '-in', path, '-print_certs', '-noout'])
      .split('\n')
      .filter(line => line.startsWith('subject='))
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #openssl(args: readonly string[]): string {
    return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString()
  }
}
