import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import type { Product } from '../product.ts'
import type { InboxMail } from '../registration/inbox.ts'
import type { Visitor } from '../visitor.ts'

export const DAY = 86_400_000
const PATIENCE = 20_000
const SERVER = resolve(import.meta.dirname, '../../../server/dist')

/** A notice as its reader's list has it. */
export interface Notice {
  kind: string
  daysLeft: number | null
  createdAt: string
  expiresAt: string
  objectId: string
  certificate: { issuedTo: string; partnerCode: string | null } | null
}

/** Noon of the day that lies so many days before the end: far from every midnight, whenever the journey runs. */
export const noonBefore = (end: Date, days: number): Date =>
  new Date((Math.floor(end.getTime() / DAY) - days) * DAY + DAY / 2)

/** Moves the sandbox's clock; what every midnight on the way brings due has been done when it answers. */
export async function moveTo(product: Product, instant: Date): Promise<void> {
  const answer = await fetch(`${product.origin}/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ to: instant.toISOString() }),
  })
  expect(((await answer.json()) as { failed?: string[] }).failed).to.deep.equal([])
}

/** Everything a reader was told and has not dismissed, the oldest first. */
export async function noticesOf(reader: Visitor): Promise<Notice[]> {
  const notice = '{ kind daysLeft createdAt expiresAt objectId certificate { issuedTo partnerCode } }'
  const { data, text } = await reader.graphql<{ notices: { nodes: Notice[] } }>(
    `{ notices(first: 100) { nodes ${notice} } }`,
  )
  if (!data) throw new Error(text)
  return data.notices.nodes.toReversed()
}

/** Asks until the answer is as wanted; the last answer when it never was, for the specification to judge. */
export async function until<T>(ask: () => Promise<T> | T, wanted: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + PATIENCE
  let answer = await ask()
  while (!wanted(answer) && performance.now() < deadline) {
    await pause(50)
    answer = await ask()
  }
  return answer
}

/** Mails of notices to an address, the oldest first, once everything that was to be sent has been. */
export async function mailsTo(product: Product, address: string): Promise<InboxMail[]> {
  const waiting = await until(
    () => rows<{ n: number }>(product, `select count(*) as n from outbox_message where status = 'QUEUED'`)[0]!.n,
    n => n === 0,
  )
  expect(waiting, 'mails that were never sent').to.equal(0)
  const answer = await fetch(`${product.origin}/sandbox/inbox.json?to=${encodeURIComponent(address)}`)
  const mails = (await answer.json()) as (InboxMail & { status: string })[]
  expect(mails.every(({ status }) => status === 'SENT')).to.equal(true)
  return mails.toReversed()
}

const database = (product: Product): string => product.files().find(path => path.endsWith('portico.db'))!

/** What stands in the product's database. */
export function rows<Row>(product: Product, query: string, ...values: string[]): Row[] {
  const db = new DatabaseSync(database(product), { readOnly: true, timeout: PATIENCE })
  try {
    return db.prepare(query).all(...values) as Row[]
  } finally {
    db.close()
  }
}

/** Changes the database behind the product's back. */
export function tamper(product: Product, statement: string, ...values: string[]): void {
  const db = new DatabaseSync(database(product), { timeout: PATIENCE })
  try {
    expect(db.prepare(statement).run(...values).changes).to.equal(1)
  } finally {
    db.close()
  }
}

/** Runs a command of the operator on the product's data, as `npm run` does. */
export function operate(
  product: Product,
  script: 'audit-verify' | 'admin-create',
  options: readonly string[] = [],
  input = '',
): Promise<{ code: number; output: string }> {
  return new Promise(done => {
    const child = execFile(
      process.execPath,
      [join(SERVER, `${script}.js`), ...options],
      { env: { ...process.env, ...product.settings } },
      (_error, stdout, stderr) => done({ code: child.exitCode ?? -1, output: stdout + stderr }),
    )
    child.stdin?.end(input)
  })
}

/** Runs a job now, as an administrator does on the page of jobs; how it went. */
export async function runJob(admin: Visitor, id: string): Promise<{ outcome: string; facts: Record<string, number> }> {
  const { data, text } = await admin.graphql<{
    runJob: { outcome: string; facts: { name: string; value: number }[] }
  }>('mutation ($id: ID!) { runJob(id: $id) { ... on JobRun { outcome facts { name value } } } }', { id })
  if (!data) throw new Error(text)
  const { outcome, facts } = data.runJob
  return { outcome, facts: Object.fromEntries(facts.map(({ name, value }) => [name, value])) }
}

/** The field of an upload for the file at a path. */
export const fileOf = (path: string) => ({ name: basename(path), content: readFileSync(path).toString('base64') })

/** Puts authorities into the trust store, up to ten at once. */
export async function trust(admin: Visitor, domain: string, paths: readonly string[]): Promise<void> {
  const { text, data } = await admin.graphql<{ uploadTrustCertificates: { result?: string } }>(
    `mutation ($input: UploadTrustCertificatesInput!) {
      uploadTrustCertificates(input: $input) { ... on TrustUpload { result outcomes { name outcome } } ... on Refusal { message } }
    }`,
    { input: { domain, files: paths.map(fileOf) } },
  )
  expect(data?.uploadTrustCertificates.result, text).to.equal('ALL')
}

/** Uploads the certificate of the first partner somebody acts for, and answers with the instant of its end. */
export async function uploadCertificate(owner: Visitor, path: string): Promise<Date> {
  const { data } = await owner.graphql<{ myPartners: { id: string }[] }>('{ myPartners { id } }')
  const answer = await owner.graphql(
    'mutation ($input: PartnerCertificateInput!) { uploadPartnerCertificate(input: $input) { __typename } }',
    { input: { partnerId: data!.myPartners[0]!.id, file: fileOf(path) } },
  )
  expect(answer.text).to.include('PartnerCertificateStored')
  return endOf(owner)
}

/** When the original certificate of the first partner somebody acts for ends. */
export async function endOf(owner: Visitor): Promise<Date> {
  const { data } = await owner.graphql<{ myPartners: { certificate: { validTo: string } }[] }>(
    '{ myPartners { certificate { validTo } } }',
  )
  return new Date(data!.myPartners[0]!.certificate.validTo)
}
