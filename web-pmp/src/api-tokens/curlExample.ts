/** A first question to try a token with, for a shell: who it speaks for and what it may. */
export function curlExample(origin: string, token: string): string {
  const body = JSON.stringify({ query: '{ viewer { username permissions } }' })
  return [
    `curl ${origin}/graphql \\`,
    `  -H 'Authorization: Bearer ${token}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body}'`,
  ].join('\n')
}
