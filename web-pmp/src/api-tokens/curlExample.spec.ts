import { execFileSync } from 'node:child_process'
import { expect } from 'chai'
import { curlExample } from './curlExample.ts'

describe('the example of a call', () => {
  it('is what a shell takes for one call with the token and a JSON body', () => {
    const command = curlExample('https://portal.example', 'ptk_abc').replace(/^curl/, String.raw`printf '%s\n'`)
    const [url, , bearer, , type, , body] = execFileSync('sh', ['-c', command], { encoding: 'utf8' }).split('\n')
    expect([url, bearer, type]).to.deep.equal([
      'https://portal.example/graphql',
      'Authorization: Bearer ptk_abc',
      'Content-Type: application/json',
    ])
    expect(JSON.parse(body ?? '')).to.deep.equal({ query: '{ viewer { username permissions } }' })
  })
})
