import DataLoader from 'dataloader'
import { memo, type OperationContext } from '../../../platform/graphql/context.ts'
import { visiblePartners } from '../../partners/index.ts'
import type { Certificate } from '../x509/index.ts'
import type { PartnerCertificateQueries, PartnerCertificateRow } from './partner-certificate.queries.ts'

const rowsKey = Symbol('partner certificates')
const historiesKey = Symbol('partner certificate histories')
const materialKey = Symbol('partner certificate material')
const signedKey = Symbol('platform-signed certificates')

/** Gathers what one turn asks for and forgets it: a subscription's events must not be answered with what was before. */
const fresh = { cache: false }

/** Certificates by id, as far as the caller may see them. */
export const certificateRows = (
  context: OperationContext,
  queries: PartnerCertificateQueries,
): DataLoader<string, PartnerCertificateRow | undefined> =>
  memo(context, rowsKey, () => new DataLoader(ids => queries.byIds(visiblePartners(context.principal!), ids), fresh))

/** Certificates of partners, the newest first, by partner id. */
export const certificateHistories = (
  context: OperationContext,
  queries: PartnerCertificateQueries,
): DataLoader<string, PartnerCertificateRow[]> =>
  memo(
    context,
    historiesKey,
    () => new DataLoader(ids => queries.historyOf(visiblePartners(context.principal!), ids), fresh),
  )

/** What stands in the certificates themselves, which never changes. */
export const certificateMaterial = (
  context: OperationContext,
  queries: PartnerCertificateQueries,
): DataLoader<string, Certificate> =>
  memo(context, materialKey, () => new DataLoader(ids => queries.material(visiblePartners(context.principal!), ids)))

/** What the platform signed, as PEM, by the certificate's id; never changes either. */
export const signedPems = (context: OperationContext, queries: PartnerCertificateQueries): DataLoader<string, string> =>
  memo(context, signedKey, () => new DataLoader(ids => queries.signed(visiblePartners(context.principal!), ids)))
