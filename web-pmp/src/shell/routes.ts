import type { RouteRecordRaw } from 'vue-router'
import DashboardPage from '../dashboard/DashboardPage.vue'

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
      messages: ['trust-store'],
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
    meta: { title: 'trustStore.detail.title', permission: 'trust.read', messages: ['trust-store'] },
  },
  {
    path: '/partners',
    name: 'partners',
    component: () => import('../partners/PartnersPage.vue'),
    meta: { title: 'partners.title', permission: 'partner.read', messages: ['partners'] },
  },
  {
    path: '/profile',
    name: 'profile',
    component: () => import('../profile/ProfilePage.vue'),
    meta: { title: 'profile.title', messages: ['profile', 'partners'] },
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('./NotFoundPage.vue'),
    meta: { title: 'shell.notFound.title' },
  },
]
