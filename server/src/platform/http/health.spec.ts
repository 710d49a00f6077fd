import { expect } from 'chai'
import { createLog } from '../log/log.ts'
import { healthRoutes } from './health.ts'
import { createHttpServer } from './http-server.ts'
import { metricsRoute } from './metrics.ts'

const open = (origin = 'http://localhost') => createHttpServer({ log: createLog('silent'), origin, trustProxy: '' })

describe('what every server offers its operator', () => {
  it('is live while it runs, and ready only when everything it needs is', async () => {
    const app = await open()
    healthRoutes(app, { good: async () => undefined, bad: async () => Promise.reject(new Error('secret detail')) })
    expect((await app.inject('/health/live')).statusCode).to.equal(200)
    const ready = await app.inject('/health/ready')
    expect(ready.statusCode).to.equal(503)
    expect(ready.json()).to.deep.equal({ status: 'down', checks: { good: 'up', bad: 'down' } })
    await app.close()
  })

  it('names what it can do without for a while, and stays ready', async () => {
    const app = await open()
    healthRoutes(app, { good: async () => undefined }, { there: () => true, missing: () => false })
    const ready = await app.inject('/health/ready')
    expect(ready.statusCode).to.equal(200)
    expect(ready.json()).to.deep.equal({ status: 'up', checks: { good: 'up', there: 'up', missing: 'away' } })
    await app.close()
  })

  it('shows its measurements to loopback callers, or by token', async () => {
    const app = await open()
    metricsRoute(app, undefined)
    expect((await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).body).to.include(
      'portico_http_request_duration_seconds',
    )
    expect((await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1' })).statusCode).to.equal(403)
    expect(
      (await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '127.0.0.1' } }))
        .statusCode,
    ).to.equal(403)
    await app.close()
    const guarded = await open()
    metricsRoute(guarded, 'token')
    expect((await guarded.inject('/metrics')).statusCode).to.equal(403)
    expect((await guarded.inject({ url: '/metrics', headers: { authorization: 'Bearer token' } })).statusCode).to.equal(
      200,
    )
    await guarded.close()
  })

  it('sends its security headers with every answer, HSTS over https alone', async () => {
    for (const origin of ['http://localhost', 'https://portico.example']) {
      const app = await open(origin)
      const { headers } = await app.inject('/nothing')
      expect(headers['content-security-policy']).to.match(
        /default-src 'none'.*script-src 'self'.*require-trusted-types-for 'script'/,
      )
      expect(headers['content-security-policy']).not.to.include('unsafe')
      expect(headers).to.include({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/)
      expect('strict-transport-security' in headers).to.equal(origin.startsWith('https'))
      await app.close()
    }
  })

  it('never says why it failed, only under which reference', async () => {
    const app = await open()
    app.get('/boom', () => {
      throw new Error('select password from user')
    })
    const answer = await app.inject('/boom')
    expect(answer.statusCode).to.equal(500)
    expect(answer.json()).to.have.all.keys('code', 'reference')
    await app.close()
  })
})
