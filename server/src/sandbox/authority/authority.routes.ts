import type { FastifyInstance } from 'fastify'
import { preflight } from '../../partner/certificates/partner-certificates/index.ts'
import { explainText, type Report } from '../../partner/certificates/x509/index.ts'
import type { PartnerType } from '../../partner/partners/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { frameOf, send } from '../../platform/pages/send.ts'
import { isRefusal } from '../../platform/refusal/refusal.ts'
import type { Domain } from '../authorities.seed.ts'
import { textOf, wantsJson } from '../pages/answers.ts'
import { parts } from '../pages/sandbox-page.ts'
import { authorityPage, issuedPage, type AuthorityForm } from './authority.page.ts'
import { issue, type Issued, type IssueProblem, type IssueWish } from './issue.ts'
import { isKind } from './kinds.ts'
import { testDomains, type TestAuthorities } from './test-authorities.ts'

export interface AuthorityDeps {
  db: Database
  clock: Clock
  authorities: TestAuthorities
  /** Days of life a partner's certificate must have left (R-CRT-05). */
  minimumRemainingDays: number
}

/** A type of partner of each domain: whom the check judges for. */
const typeOf: Record<Domain, PartnerType> = {
  AUTH: 'Auth_Partner',
  DEVICE: 'Device_Provider',
  FTM: 'FTM_Provider',
  MISP: 'MISP_Partner',
}

/** `/sandbox/authority`: the form, and POST `{domain, organisation, kind, csr?}` as a form or as JSON. */
export function authorityRoutes(app: FastifyInstance, deps: AuthorityDeps): void {
  const { clock, authorities } = deps

  app.get(parts.authority, async (request, reply) =>
    send(
      reply,
      200,
      authorityPage(frameOf(request), {
        domain: textOf(request.query, 'domain'),
        organisation: textOf(request.query, 'organisation').slice(0, 128),
        kind: textOf(request.query, 'kind'),
        csr: '',
      }),
    ),
  )

  app.post(parts.authority, async (request, reply) => {
    const form: AuthorityForm = {
      domain: textOf(request.body, 'domain'),
      organisation: textOf(request.body, 'organisation').trim(),
      kind: textOf(request.body, 'kind') || 'good',
      csr: textOf(request.body, 'csr').trim(),
    }
    const wish = wishOf(form, clock.businessNow())
    const issued = typeof wish === 'string' ? wish : await issue(authorities, wish)
    const json = wantsJson(request)
    if (typeof issued === 'string')
      return json
        ? reply.status(422).send({ code: issued })
        : send(reply, 422, authorityPage(frameOf(request), form, issued))
    if (json) return issued
    const frame = frameOf(request)
    const report = await judge(deps, wish as IssueWish, issued)
    const fileName = `${form.domain}-${form.kind}`.toLowerCase()
    return send(
      reply,
      200,
      issuedPage(frame, { issued, fileName, verdict: report ? explainText(report, frame.language) : '–' }),
    )
  })
}

function wishOf({ domain, organisation, kind, csr }: AuthorityForm, at: Date): IssueWish | IssueProblem {
  const known = testDomains.find(one => one === domain)
  if (!known) return 'domain'
  if (!organisation || organisation.length > 128) return 'organisation'
  if (!isKind(kind)) return 'kind'
  return { domain: known, organisation, kind, at, ...(csr ? { csr } : {}) }
}

async function judge(
  { db, clock, minimumRemainingDays }: AuthorityDeps,
  { domain, organisation }: IssueWish,
  { certificate }: Issued,
): Promise<Report | null> {
  const file = { name: 'certificate.pem', bytes: new Uint8Array(Buffer.from(certificate)) }
  const report = await preflight(
    { db, clock, minimumRemainingDays },
    { files: [file], type: typeOf[domain], organisation, domain },
  )
  return isRefusal(report) ? null : report
}
