import type { Config } from './config.ts'

export interface SignIn {
  who: string
  username: string
  password: string
}

/** Tells the operator where to go and how to sign in; the log is for machines, this is for people. */
export function announce(config: Config, signIns: readonly SignIn[]): void {
  const lines = [
    '',
    `Portico is ready (${config.mode}).`,
    '',
    `  Partner portal   ${config.origin}/partner/`,
    ...(config.mode === 'sandbox' ? [`  Sandbox          ${config.origin}/sandbox`] : []),
    ...(config.mode === 'production'
      ? []
      : [`  GraphQL          ${config.origin}/graphql`, `  Components       ${config.origin}/ui-kit/`]),
    `  Health           ${config.origin}/health/ready`,
    '',
    ...(signIns.length > 0 ? ['  Sandbox sign-ins:'] : []),
    ...signIns.map(({ who, username, password }) => `    ${who.padEnd(22)} ${username.padEnd(18)} ${password}`),
    ...(config.mode === 'sandbox' ? [] : ['  First administrator: npm run admin:create']),
    '',
    'Ctrl-C stops it.',
    '',
  ]
  process.stdout.write(lines.join('\n'))
}
