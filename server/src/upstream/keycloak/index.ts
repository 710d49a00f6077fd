export { KeycloakAdministrators, type KeycloakAdministratorsOptions } from './administrators.ts'
