import { Ban, Download, Eye, ShieldCheck } from '@lucide/vue'
import type { MenuItem } from '@portico/ui-kit'
import type { TrustRowFragment } from '../gql/graphql.ts'

/** What can be done with one row. What cannot be done now is left out; the certificate's own page says why. */
export function rowActions(row: TrustRowFragment, t: (key: string) => string, mayWrite: boolean): MenuItem[] {
  const items: MenuItem[] = [
    { key: 'view', label: t('trustStore.action.view'), icon: Eye, link: `/trust-store/${row.id}` },
  ]
  if (row.downloadUrl)
    items.push({
      key: 'download',
      label: t('trustStore.action.download'),
      icon: Download,
      href: row.downloadUrl,
      download: true,
    })
  if (mayWrite)
    items.push(
      row.status === 'DISTRUSTED'
        ? { key: 'trustAgain', label: t('trustStore.action.trustAgain'), icon: ShieldCheck, separatorBefore: true }
        : {
            key: 'distrust',
            label: t('trustStore.action.distrust'),
            icon: Ban,
            danger: true,
            separatorBefore: true,
          },
    )
  return items
}
