export { dashboardResolvers } from './dashboard.resolver.ts'
