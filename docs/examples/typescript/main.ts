import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Portico } from './portico.ts'

interface Certificate {
  issuedTo: string
  state: string
  validTo: string
}

interface Partner {
  id: string
  code: string
  certificates: Certificate[]
}

interface PartnerChange {
  kind: string
  partner: { id: string; certificate: Certificate | null }
}

type Upload =
  | { __typename: 'PartnerCertificateStored'; alreadyCurrent: boolean; certificate: Certificate }
  | {
      __typename: 'PartnerCertificateRefused'
      platform: { message: string } | null
      report: { checks: { outcome: string; title: string; remedy: string | null }[] }
    }
  | { __typename: 'Refusal'; code: string; message: string }

const MY_PARTNERS = `query MyPartners {
  myPartners { id code certificates { issuedTo state validTo } }
}`

const UPLOAD = `mutation Upload($input: PartnerCertificateInput!) {
  uploadPartnerCertificate(input: $input) {
    __typename
    ... on PartnerCertificateStored { alreadyCurrent certificate { issuedTo state validTo } }
    ... on PartnerCertificateRefused { platform { message } report { checks { outcome title remedy } } }
    ... on Refusal { code message }
  }
}`

const CHANGED = 'subscription Changed { partnerChanged { kind partner { id certificate { issuedTo state validTo } } } }'

const inWords = ({ issuedTo, state, validTo }: Certificate): string => `${issuedTo}: ${state}, until ${validTo}`

/** Uploads the file for a partner; whether it changed anything. Throws what Portico said where it was refused. */
async function upload(portico: Portico, partnerId: string, path: string): Promise<boolean> {
  const file = { name: basename(path), content: readFileSync(path).toString('base64') }
  const { uploadPartnerCertificate: answer } = await portico.ask<{ uploadPartnerCertificate: Upload }>(UPLOAD, {
    input: { partnerId, file },
  })
  switch (answer.__typename) {
    case 'PartnerCertificateStored':
      return !answer.alreadyCurrent
    case 'PartnerCertificateRefused': {
      const failed = answer.report.checks.filter(({ outcome }) => outcome === 'FAILED')
      const reasons = failed.map(({ title, remedy }) => (remedy ? `${title}. ${remedy}` : title))
      throw new Error([answer.platform?.message, ...reasons].filter(Boolean).join('\n'))
    }
    case 'Refusal':
      throw new Error(`${answer.message} (${answer.code})`)
  }
}

async function run(portico: Portico, path: string | undefined): Promise<void> {
  const { myPartners } = await portico.ask<{ myPartners: Partner[] }>(MY_PARTNERS)
  const partner = myPartners[0]
  if (!partner) throw new Error('This token speaks for no partner.')
  console.log(`${partner.code} has ${partner.certificates.length} certificate(s).`)
  for (const certificate of partner.certificates) console.log(`- ${inWords(certificate)}`)
  if (!path) return

  // First listen, then act: otherwise the event could be over before anybody hears it.
  const changes = await portico.listen<{ partnerChanged: PartnerChange }>(CHANGED)
  if (!(await upload(portico, partner.id, path))) return console.log('This certificate is in use already.')
  console.log('Stored.')
  for await (const { partnerChanged: change } of changes) {
    const { kind, partner: changed } = change
    if (kind !== 'CERTIFICATE_UPLOADED' || changed.id !== partner.id || !changed.certificate) continue
    return console.log(`Heard of it: ${inWords(changed.certificate)}`)
  }
}

const { PORTICO_URL: origin = 'http://localhost:4000', PORTICO_TOKEN: token } = process.env
if (!token) {
  console.error('Set PORTICO_TOKEN to an API token that holds certificate.read and certificate.write.')
  process.exit(1)
}
const portico = new Portico(origin, token)
try {
  await run(portico, process.argv[2])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await portico.close()
}
