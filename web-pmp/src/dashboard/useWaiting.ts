import { Clock, Upload } from '@lucide/vue'
import type { AttentionItem } from '@portico/ui-kit'
import { useFormat, useSession } from '@portico/web-core'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { STANDING } from '../partner-certificates/standing.ts'
import { waitingPartners } from './ownPartners.ts'
import { useDashboard } from './useDashboard.ts'

/** What waits for the one who is signed in: of their own partners, or of the trust store for administrators (R-DASH-03). */
export function useWaiting() {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()
  const { data } = useDashboard()

  // People without a partner's role may belong to an organisation that is one: nothing of it waits for them.
  const acts = computed(() => session.may('certificate.write') && !session.may('partner.read'))
  const partners = computed(() => (acts.value ? (data.value?.viewer?.partners ?? []) : []))

  const ofPartners = computed<AttentionItem[]>(() =>
    waitingPartners(partners.value).map(({ partner, standing }) => {
      const { certificate } = partner
      const what = { code: partner.code, name: certificate?.issuedTo ?? '' }
      const day = certificate ? format.value.day(certificate.validTo) : ''
      return {
        key: partner.id,
        text: t(`dashboard.own.${standing}.text`, what),
        detail: t(`dashboard.own.${standing}.detail`, { ...what, day }),
        link: standing === 'PARTNER_INACTIVE' ? '/certificates' : `/certificates/${partner.id}/upload`,
        ...(standing === 'EXPIRES_SOON' && certificate ? { when: format.value.timeLeft(certificate.validTo) } : {}),
        urgent: true,
        ...STANDING[standing],
      }
    }),
  )

  const ofTrustStore = computed<AttentionItem[]>(() => {
    const store = session.may('trust.read') ? data.value?.dashboard.trustStore : undefined
    if (!store) return []
    const items: AttentionItem[] = []
    const first = store.expiringFirst
    if (first) {
      const tab = first.type === 'ROOT' ? 'root' : 'intermediate'
      const count = store.rootsExpiring + store.intermediatesExpiring
      items.push({
        key: 'expiring',
        text: t('dashboard.expiring', { n: format.value.number(count) }, count),
        link: `/trust-store/${tab}?status=EXPIRES_SOON`,
        detail: t('dashboard.expiringFirst', { name: first.issuedTo, day: format.value.day(first.validTo) }),
        when: format.value.timeLeft(first.validTo),
        urgent: true,
        icon: Clock,
        meaning: 'caution',
      })
    }
    if (store.roots === 0 && session.may('trust.write'))
      items.push({
        key: 'empty',
        text: t('dashboard.noRoots'),
        link: '/trust-store/upload',
        detail: t('dashboard.noRootsDetail'),
        icon: Upload,
        meaning: 'info',
      })
    return items
  })

  return {
    items: computed(() => [...ofPartners.value, ...ofTrustStore.value]),
    /** Own partners on their first steps. */
    newcomers: computed(() => partners.value.filter(({ status }) => status === 'PENDING')),
  }
}
