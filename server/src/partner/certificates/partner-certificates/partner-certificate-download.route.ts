import { X509Certificate } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../../../platform/clock/clock.ts'
import { isId } from '../../../platform/ids/ids.ts'
import { visiblePartners } from '../../partners/index.ts'
import { admitToFile, refuseFile, type FileCaller } from '../trust-store/index.ts'
import { buildPkcs7 } from '../x509/index.ts'
import {
  certificateFiles,
  isCertificateFileName,
  withheld,
  type CertificateFileName,
} from './partner-certificate.files.ts'
import type { PartnerCertificateFiles, PartnerCertificateQueries } from './partner-certificate.queries.ts'

export interface PartnerCertificateRouteDeps {
  clock: Clock
  queries: PartnerCertificateQueries
  principal: FileCaller
}

/**
 * `GET /files/partner-certificates/<id>/<file>` (R-CRT-13): the certificate as the partner brought it, and as the
 * platform signed it, alone or with its chain. An expired one is gone (410), a deactivated partner's is kept back (403,
 * R-CRT-15), and somebody else's is not there (404), as one that never was.
 */
export function partnerCertificateRoute(
  app: FastifyInstance,
  { clock, queries, principal }: PartnerCertificateRouteDeps,
): void {
  app.get<{ Params: { id: string; file: string } }>('/files/partner-certificates/:id/:file', async (request, reply) => {
    const caller = await admitToFile(request, reply, principal, ['certificate.read', 'partner.read'])
    if (!caller) return reply
    const { id, file } = request.params
    const scope = visiblePartners(caller)
    const [row] = isId(id) && isCertificateFileName(file) ? await queries.byIds(scope, [id]) : []
    if (!row || !isCertificateFileName(file)) return refuseFile(request, reply, 'NOT_FOUND')
    const reason = withheld(row, file, clock.businessNow())
    if (reason) return refuseFile(request, reply, reason)
    const files = await queries.files(scope, id)
    if (!files) return refuseFile(request, reply, 'NOT_FOUND')
    return reply
      .header('content-disposition', `attachment; filename="${row.partnerCode.replaceAll(/[^\w.-]/g, '_')}-${file}"`)
      .header('cache-control', 'private, no-store')
      .type(certificateFiles[file].type)
      .send(contentOf(file, files))
  })
}

function contentOf(file: CertificateFileName, { original, signedPem, signedChain }: PartnerCertificateFiles) {
  switch (file) {
    case 'original.cer':
      return Buffer.from(original.der)
    case 'original.pem':
      return original.pem
    case 'signed.cer':
      return derOf(signedPem)
    case 'signed.pem':
      return signedPem
    case 'signed.p7b':
      return Buffer.from(buildPkcs7([signedPem, ...signedChain].map(pem => ({ der: derOf(pem) }))))
  }
}

const derOf = (pem: string): Buffer => new X509Certificate(pem).raw
