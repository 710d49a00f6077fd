import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether the OpenSSL command line is here: journeys make their certificates with it. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A certificate of the workshop: its files in the usual clothes. */
export interface Made {
  readonly name: string
  readonly pem: string
  readonly der: string
  readonly key: string
}

interface Wish {
  commonName: string
  /** The organisation it names; one of the workshop's when absent. */
  organisation?: string
  /** Nobody: it signs itself. */
  issuer?: Made
  days?: number
  /** `x509v3` extension lines of OpenSSL's configuration; a CA's when absent. */
  extensions?: string[]
}

/** Makes certificates by the OpenSSL command line in a folder of its own. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'portico-certificates-'))
  #made = 0

  /** A certificate, a CA unless the extensions say otherwise. Names must be unique within a workshop to tell them apart. */
  make({ commonName, organisation = 'Veridia Test Authority', issuer, days = 730, extensions = CA }: Wish): Made {
    this.#made += 1
    const at = (ending: string) => join(this.folder, `${this.#made}.${ending}`)
    const made: Made = { name: commonName, pem: at('pem'), der: at('der'), key: at('key') }
    const config = at('cnf')
    writeFileSync(
      config,
      `[req]\ndistinguished_name=dn\n[dn]\n[ext]\nsubjectKeyIdentifier=hash\n${extensions.join('\n')}\n`,
    )
    const subject = `/C=FR/O=${organisation}/CN=${commonName}`
    run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', made.key)
    if (issuer) {
      const request = at('csr')
      run('req', '-new', '-key', made.key, '-subj', subject, '-config', config, '-out', request)
      run(
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        issuer.pem,
        '-CAkey',
        issuer.key,
        '-CAcreateserial',
        '-days',
        String(days),
        '-sha256',
        '-extfile',
        config,
        '-extensions',
        'ext',
        '-out',
        made.pem,
      )
    } else {
      run(
        'req',
        '-x509',
        '-new',
        '-key',
        made.key,
        '-subj',
        subject,
        '-days',
        String(days),
        '-sha256',
        '-config',
        config,
        '-extensions',
        'ext',
        '-out',
        made.pem,
      )
    }
    run('x509', '-in', made.pem, '-outform', 'DER', '-out', made.der)
    return made
  }

  /** A PKCS#7 file (DER) that holds the certificates. */
  pkcs7(name: string, certificates: readonly Made[]): string {
    const path = join(this.folder, name)
    run(
      'crl2pkcs7',
      '-nocrl',
      ...certificates.flatMap(made => ['-certfile', made.pem]),
      '-outform',
      'DER',
      '-out',
      path,
    )
    return path
  }

  /** One PEM file that holds them all. */
  bundle(name: string, certificates: readonly Made[]): string {
    const path = join(this.folder, name)
    writeFileSync(path, certificates.map(made => readFileSync(made.pem, 'utf8')).join(''))
    return path
  }

  /** Any other file, for what must be refused. */
  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name)
    writeFileSync(path, content)
    return path
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Subjects of the certificates in a PKCS#7 file, DER or PEM, as OpenSSL reads it. */
export function subjectsOfPkcs7(path: string): string[] {
  const form = readFileSync(path)[0] === 0x30 ? 'DER' : 'PEM'
  const text = run('pkcs7', '-inform', form, '-in', path, '-print_certs', '-noout')
  return text.split('\n').flatMap(line => (line.startsWith('subject=') ? [line.slice('subject='.length).trim()] : []))
}

/** `openssl verify` of a certificate against a root; true when it is content. */
export function verifies(certificate: Made, root: Made): boolean {
  try {
    run('verify', '-x509_strict', '-CAfile', root.pem, certificate.pem)
    return true
  } catch {
    return false
  }
}

const CA = [
  'basicConstraints=critical,CA:true',
  'keyUsage=critical,keyCertSign,cRLSign',
  'authorityKeyIdentifier=keyid',
]

function run(...args: string[]): string {
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
