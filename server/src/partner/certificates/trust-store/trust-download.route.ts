import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../../platform/clock/clock.ts'
import { isId } from '../../../platform/ids/ids.ts'
import { buildPkcs7 } from '../x509/index.ts'
import { admitToFile, refuseFile, type FileCaller } from './file-access.ts'
import { standingOf } from './trust-standing.ts'
import type { TrustStoreQueries } from './trust-store.queries.ts'

export interface TrustDownloadDeps {
  clock: Clock
  queries: TrustStoreQueries
  principal: FileCaller
}

/** `GET /files/trust-store/<id>.p7b`: the certificate with its chain up to the root, as PKCS#7 (§3.9 Download). */
export function trustDownloadRoute(app: FastifyInstance, { clock, queries, principal }: TrustDownloadDeps): void {
  app.get<{ Params: { file: string } }>('/files/trust-store/:file', async (request, reply) => {
    if (!(await admitToFile(request, reply, principal, ['trust.read']))) return reply
    const id = /^(.+)\.p7b$/.exec(request.params.file)?.[1] ?? ''
    const [row] = isId(id) ? await queries.byIds([id]) : []
    const standing = row && standingOf({ ...row, status: row.state }, clock.businessNow())
    if (!row || standing === 'EXPIRED' || standing === 'DISTRUSTED') return refuseFile(request, reply, 'NOT_FOUND')
    const chain = [row]
    for (let next = row.issuerId; next && chain.length < 10;) {
      const [issuer] = await queries.byIds([next])
      if (!issuer) break
      chain.push(issuer)
      next = issuer.issuerId
    }
    const bytes = buildPkcs7(await queries.material(chain.map(link => link.id)))
    return reply
      .header('content-disposition', `attachment; filename="${row.code}.p7b"`)
      .type('application/x-pkcs7-certificates')
      .send(Buffer.from(bytes))
  })
}
