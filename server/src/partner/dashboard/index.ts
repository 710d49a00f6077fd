export { AdministrativeDashboardResolver } from './dashboard.resolver.ts'
