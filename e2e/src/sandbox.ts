/** Who the sandbox makes; the start prints it, and it is no secret anywhere. */
export const password = 'Portico-Sandbox-1'
export const administrator = { username: 'admin', email: 'admin@portico.example' } as const
/** Signs in, but may not see the trust store. */
export const withoutTrust = { username: 'policy' } as const
