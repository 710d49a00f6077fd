import { Ban, Eye, RotateCcw } from '@lucide/vue'
import type { MenuItem } from '@portico/ui-kit'
import type { PartnerRowFragment } from '../gql/graphql.ts'

/** What can be done with one row, by its state (partner-management §6.3); what cannot be done now is left out. */
export function rowActions(
  { id, status }: Pick<PartnerRowFragment, 'id' | 'status'>,
  t: (key: string) => string,
  mayWrite: boolean,
): MenuItem[] {
  const items: MenuItem[] = [{ key: 'view', label: t('partners.action.view'), icon: Eye, link: `/partners/${id}` }]
  if (!mayWrite) return items
  if (status === 'ACTIVE')
    items.push({
      key: 'deactivate',
      label: t('partners.action.deactivate'),
      icon: Ban,
      danger: true,
      separatorBefore: true,
    })
  if (status === 'INACTIVE')
    items.push({
      key: 'reactivate',
      label: t('partners.action.reactivate'),
      icon: RotateCcw,
      separatorBefore: true,
    })
  return items
}
