import '@portico/ui-kit/style.css'
import { createPortal, messageFiles } from '@portico/web-core'
import { DashboardDocument, ViewerDocument } from './gql/graphql.ts'
import PartnerApp from './shell/PartnerApp.vue'
import { routes } from './shell/routes.ts'

void createPortal({
  portal: 'partner',
  base: '/partner/',
  root: PartnerApp,
  routes,
  messages: messageFiles(import.meta.glob('./**/locales/*.json')),
  first: ['shell', 'dashboard'],
  viewer: ViewerDocument,
  early: [DashboardDocument],
  title: 'shell.product',
})
