import type { People } from '../trust-store/index.ts'
import type { PartnerQueries } from '../../partners/index.ts'
import { PartnerCertificateUploadResolver } from './partner-certificate-upload.resolver.ts'
import type { PartnerCertificateQueries } from './partner-certificate.queries.ts'
import {
  PartnerCertificateResolver,
  PartnerOwnCertificatesResolver,
  SignedCertificateResolver,
} from './partner-certificate.resolver.ts'
import { PartnerCertificateService, type PartnerCertificateDeps } from './partner-certificate.service.ts'
import { PreflightResolver } from './preflight.resolver.ts'

/** The feature's resolvers with what they need. */
export function partnerCertificateResolvers(
  deps: PartnerCertificateDeps & { queries: PartnerCertificateQueries; partners: PartnerQueries; people: People },
): object[] {
  const edge = { ...deps, service: new PartnerCertificateService(deps) }
  return [
    new PartnerCertificateResolver(edge),
    new SignedCertificateResolver(edge),
    new PartnerOwnCertificatesResolver(edge),
    new PartnerCertificateUploadResolver(edge),
    new PreflightResolver(edge),
  ]
}
