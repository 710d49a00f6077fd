import '@portico/ui-kit/style.css'
import { createPortal, messageFiles } from '@portico/web-core'
import { ViewerDocument } from './gql/graphql.ts'
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
  title: 'shell.product',
})
