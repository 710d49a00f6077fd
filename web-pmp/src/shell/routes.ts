import type { RouteRecordRaw } from 'vue-router'
import DashboardPage from '../dashboard/DashboardPage.vue'
import { TABS } from '../notices/noticeKinds.ts'

/** Every page of the portal. All but the first load when they are opened, and so do their texts. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    component: DashboardPage,
    meta: { title: 'dashboard.title', messages: ['dashboard'] },
  },
  {
    path: '/trust-store',
    redirect: '/trust-store/root',
  },
  {
    path: '/trust-store/:kind(root|intermediate)',
    name: 'trust-list',
    component: () => import('../trust-store/TrustListPage.vue'),
    meta: {
      title: 'trustStore.title',
      permission: 'trust.read',
      messages: ['trust-store', 'decision'],
      arrival: 'trust-list',
    },
  },
  {
    path: '/trust-store/upload',
    name: 'trust-upload',
    component: () => import('../trust-upload/TrustUploadPage.vue'),
    meta: {
      title: 'trustUpload.title',
      permission: 'trust.write',
      messages: ['trust-store', 'trust-upload', 'doctor'],
    },
  },
  {
    path: '/trust-store/:id',
    name: 'trust-detail',
    component: () => import('../trust-store/TrustDetailPage.vue'),
    props: true,
    meta: { title: 'trustStore.detail.title', permission: 'trust.read', messages: ['trust-store', 'decision'] },
  },
  {
    path: '/partners',
    name: 'partners',
    component: () => import('../partners/PartnersPage.vue'),
    meta: {
      title: 'partners.title',
      permission: 'partner.read',
      messages: ['partners', 'partner-certificates', 'decision'],
    },
  },
  {
    path: '/partners/:id',
    name: 'partner-detail',
    component: () => import('../partners/PartnerDetailPage.vue'),
    props: true,
    meta: {
      title: 'partners.detail.title',
      permission: 'partner.read',
      messages: ['partners', 'partner-certificates', 'decision', 'api-tokens'],
    },
  },
  {
    path: '/partners/:id/tokens/new',
    name: 'partner-token-new',
    component: () => import('../partners/NewPartnerTokenPage.vue'),
    props: true,
    meta: { title: 'apiTokens.create.title', permission: 'partner.write', messages: ['partners', 'api-tokens'] },
  },
  {
    path: '/certificates',
    name: 'certificates',
    component: () => import('../partner-certificates/CertificatesPage.vue'),
    meta: {
      title: 'partnerCertificates.title',
      permission: 'certificate.write',
      messages: ['partner-certificates', 'partners'],
    },
  },
  {
    path: '/certificates/:partnerId/upload',
    name: 'certificate-upload',
    component: () => import('../partner-certificates/CertificateUploadPage.vue'),
    props: true,
    meta: {
      title: 'partnerCertificates.upload.title',
      permission: 'certificate.write',
      messages: ['partner-certificates', 'partners', 'doctor'],
    },
  },
  {
    path: `/notifications/:tab(${TABS.join('|')})?`,
    name: 'notices',
    component: () => import('../notices/NoticesPage.vue'),
    meta: { title: 'notices.title', permission: 'notice.read', messages: ['notices'], arrival: 'notices' },
  },
  {
    path: '/notifications/weekly/:id',
    name: 'weekly-summary',
    component: () => import('../notices/WeeklySummaryPage.vue'),
    props: true,
    meta: { title: 'notices.weekly.title', permission: 'notice.read', messages: ['notices'] },
  },
  {
    path: '/preflight',
    name: 'preflight',
    component: () => import('../preflight/PreflightPage.vue'),
    meta: { title: 'preflight.title', public: true, messages: ['preflight', 'partners', 'doctor'] },
  },
  {
    path: '/welcome',
    name: 'welcome',
    component: () => import('../welcome/WelcomePage.vue'),
    meta: {
      title: 'welcome.page',
      beforeWelcome: true,
      messages: ['welcome', 'account', 'policy-group', 'partners'],
    },
  },
  {
    path: '/profile',
    name: 'profile',
    component: () => import('../profile/ProfilePage.vue'),
    meta: {
      title: 'profile.title',
      beforeWelcome: true,
      messages: ['profile', 'account', 'policy-group', 'partners'],
    },
  },
  {
    path: '/profile/edit',
    name: 'profile-edit',
    component: () => import('../profile/EditProfilePage.vue'),
    meta: { title: 'profile.edit.title', beforeWelcome: true, messages: ['profile', 'account'] },
  },
  {
    path: '/profile/email',
    name: 'profile-email',
    component: () => import('../profile/EmailPage.vue'),
    meta: { title: 'profile.emailChange.title', beforeWelcome: true, messages: ['profile', 'account'] },
  },
  {
    path: '/profile/password',
    name: 'profile-password',
    component: () => import('../profile/PasswordPage.vue'),
    meta: { title: 'profile.password.title', beforeWelcome: true, messages: ['profile', 'account'] },
  },
  {
    path: '/profile/policy-group/:partnerId',
    name: 'policy-group',
    component: () => import('../policy-group/PolicyGroupPage.vue'),
    props: true,
    meta: {
      title: 'policyGroup.change',
      permission: 'certificate.write',
      messages: ['policy-group', 'partners'],
    },
  },
  {
    path: '/profile/tokens',
    name: 'api-tokens',
    component: () => import('../api-tokens/ApiTokensPage.vue'),
    meta: { title: 'apiTokens.title', messages: ['api-tokens'] },
  },
  {
    path: '/profile/tokens/new',
    name: 'api-token-new',
    component: () => import('../api-tokens/NewApiTokenPage.vue'),
    meta: { title: 'apiTokens.create.title', messages: ['api-tokens'] },
  },
  {
    path: '/operations/jobs',
    name: 'jobs',
    component: () => import('../jobs/JobsPage.vue'),
    meta: { title: 'jobs.title', permission: 'job.read', messages: ['jobs'] },
  },
  {
    path: '/operations/audit',
    name: 'audit',
    component: () => import('../audit/AuditPage.vue'),
    meta: { title: 'audit.title', permission: 'audit.read', messages: ['audit'] },
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./NotFoundPage.vue'),
    meta: { title: 'shell.notFound.title' },
  },
]
