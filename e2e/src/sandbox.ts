/** Who the sandbox makes; printed by the start, and no secret anywhere. */
export const password = 'Portico-Sandbox-1'
export const administrator = { username: 'admin', email: 'admin@portico.example' } as const
