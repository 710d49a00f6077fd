import { expect } from 'chai'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { describeDatabases } from '../../spec/test-database.ts'
import { deriveDataKey } from '../../platform/crypto/data-key.ts'
import { createVault } from '../../platform/crypto/seal.ts'
import { SessionEntity } from '../session.entity.ts'
import { openOtherProvider, type OtherProvider } from '../spec/other-provider.ts'
import { browse, freePort, openWorld, recorded, type World } from '../spec/world.ts'
import { BACKCHANNEL_LOGOUT } from './backchannel-logout.routes.ts'

/** As the world's own. */
const vault = createVault(deriveDataKey(Buffer.alloc(32, 7)))
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

describeDatabases('a logout that another provider tells of', open => {
  let world: World
  let other: OtherProvider
  let drop: () => Promise<void>
  let tokens = 0

  before(async () => {
    const { db, drop: dropped } = await open()
    drop = dropped
    const origin = `http://localhost:${await freePort()}`
    other = await openOtherProvider({
      id: 'portico',
      secret: 'secret',
      redirectUri: `${origin}/auth/partner/callback`,
      postLogoutRedirectUri: `${origin}/auth/partner/signed-out`,
    })
    world = await openWorld(db, { origin, partnerIssuer: other.issuer, partnerClientSecret: 'secret' })
    other.person = {
      sub: 'subject-1',
      claims: { preferred_username: 'ines', realm_access: { roles: ['AUTH_PARTNER'] } },
    }
  })
  after(async () => {
    await world?.close()
    await other?.close()
    await drop?.()
  })

  /** Signs in with a provider session of its own; `sid` is how the provider names it in the ID token. */
  const enter = async () => {
    const browser = browse(world)
    await browser.go('/auth/partner/login', ({ url }) => url.includes('/auth/partner/callback'))
    const cookie = browser.cookieHeader()
    const { sessionId } = (await world.account.principal(cookie, 'partner'))!
    const { sealedIdToken } = await world.db.em().findOneOrFail(SessionEntity, { id: sessionId })
    return {
      sid: decodeJwt(vault.open('session', 'id_token', sessionId, sealedIdToken))['sid'],
      signedIn: async () => (await world.account.principal(cookie, 'partner')) !== null,
    }
  }
  const now = () => Math.floor(world.clock.now().getTime() / 1_000)
  const claims = (more: JWTPayload = {}): JWTPayload => ({
    iss: other.issuer,
    aud: 'portico',
    iat: now(),
    exp: now() + 120,
    jti: `jti-${tokens++}`,
    sub: other.person.sub,
    events: { [EVENT]: {} },
    ...more,
  })
  const post = (body: string, type = 'application/x-www-form-urlencoded') =>
    browse(world).send('POST', BACKCHANNEL_LOGOUT, { headers: { 'content-type': type }, body })
  const tell = (token: string) => post(new URLSearchParams({ logout_token: token }).toString())

  it('ends all sessions of the person it names, and records each end', async () => {
    const [one, two] = [await enter(), await enter()]
    const answer = await tell(await other.sign(claims()))
    expect(answer.status).to.equal(200)
    expect(answer.headers['cache-control']).to.equal('no-store')
    expect([await one.signedIn(), await two.signedIn()]).to.deep.equal([false, false])
    expect((await recorded(world.db)).slice(-2)).to.deep.equal([
      ['session.ended', { reason: 'ended-by-provider' }],
      ['session.ended', { reason: 'ended-by-provider' }],
    ])
  })

  it('ends the session that its sid names and no other, with the person named or not', async () => {
    for (const more of [{}, { sub: undefined }]) {
      const [one, two] = [await enter(), await enter()]
      expect(one.sid).to.be.a('string').and.not.equal(two.sid)
      expect((await tell(await other.sign(claims({ sid: two.sid, ...more })))).status).to.equal(200)
      expect([await one.signedIn(), await two.signedIn()]).to.deep.equal([true, false])
    }
  })

  it('does not end a session of another person by a sid that is not theirs', async () => {
    const one = await enter()
    expect((await tell(await other.sign(claims({ sid: one.sid, sub: 'somebody-else' })))).status).to.equal(200)
    expect(await one.signedIn()).to.equal(true)
  })

  it('sent again does no harm: who has signed in since stays', async () => {
    await enter()
    const token = await other.sign(claims())
    expect((await tell(token)).status).to.equal(200)
    world.clock.advance(2_000)
    const later = await enter()
    expect((await tell(token)).status).to.equal(200)
    expect(await later.signedIn()).to.equal(true)
  })

  it('of somebody who is not here is fine', async () => {
    expect((await tell(await other.sign(claims({ sub: 'nobody' })))).status).to.equal(200)
    expect((await tell(await other.sign(claims({ sid: 'nothing', sub: undefined })))).status).to.equal(200)
  })

  describe('is refused and ends nothing', () => {
    const wrong: Record<string, () => JWTPayload> = {
      'of another issuer': () => claims({ iss: 'https://evil.example' }),
      'for another client': () => claims({ aud: 'other' }),
      'without its time': () => claims({ iat: undefined }),
      'that is too old': () => claims({ iat: now() - 600, exp: now() + 600 }),
      'that has expired': () => claims({ exp: now() - 120 }),
      'from the future': () => claims({ iat: now() + 600 }),
      'without an id of its own': () => claims({ jti: undefined }),
      'without events': () => claims({ events: undefined }),
      'of another event': () => claims({ events: { 'http://schemas.openid.net/event/other': {} } }),
      'whose event is no object': () => claims({ events: { [EVENT]: true } }),
      'whose event is a list': () => claims({ events: { [EVENT]: [] } }),
      'that names nobody': () => claims({ sub: undefined }),
      'with a nonce, as an ID token has': () => claims({ nonce: 'n' }),
    }
    let stays: Awaited<ReturnType<typeof enter>>
    before(async () => {
      stays = await enter()
    })
    const refused = async (answer: Awaited<ReturnType<typeof tell>>) => {
      expect(answer.status).to.equal(400)
      expect(answer.headers['cache-control']).to.equal('no-store')
      expect(JSON.parse(answer.text)).to.deep.include({ error: 'invalid_request' })
      expect(await stays.signedIn()).to.equal(true)
    }

    for (const [what, make] of Object.entries(wrong))
      it(what, async () => {
        const token = await other.sign(JSON.parse(JSON.stringify(make())) as JWTPayload)
        await refused(await tell(token))
      })

    it('of another type', async () => refused(await tell(await other.sign(claims(), { typ: 'at+jwt' }))))

    it('that nobody signed', async () => refused(await tell(new UnsecuredJWT(claims()).encode())))

    it('that somebody else signed, whatever key it names', async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256')
      const jwk = await exportJWK(publicKey)
      for (const header of [{ kid: 'spec' }, { kid: 'other' }, { jwk }])
        await refused(
          await tell(await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', ...header }).sign(privateKey)),
        )
    })

    it('that is signed by the client’s secret', async () => {
      const key = new TextEncoder().encode('secret'.padEnd(32, '!'))
      await refused(await tell(await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(key)))
    })

    it('that is missing, twice there or no token', async () => {
      await refused(await post(''))
      await refused(await post('logout_token=a&logout_token=b'))
      await refused(await tell('no token'))
    })

    it('that no provider can vouch for, because it does not answer: it may be sent again', async () => {
      const { db, drop: dropOther } = await open()
      const lonely = await openWorld(db, { partnerIssuer: `http://127.0.0.1:${await freePort()}` })
      const answer = await browse(lonely).send('POST', BACKCHANNEL_LOGOUT, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ logout_token: await other.sign(claims()) }).toString(),
      })
      expect(answer.status).to.equal(400)
      expect(JSON.parse(answer.text)).to.deep.include({ error: 'temporarily_unavailable' })
      await lonely.close()
      await dropOther()
    })
  })

  it('is nothing the built-in provider needs: the address is not there', async () => {
    const { db, drop: dropOther } = await open()
    const own = await openWorld(db)
    expect((await browse(own).send('POST', BACKCHANNEL_LOGOUT)).status).to.equal(404)
    await own.close()
    await dropOther()
  })
})
