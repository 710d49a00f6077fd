import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { compose, type House } from '../compose.ts'
import { readConfig } from '../config.ts'
import { describeEach, type FreshDatabase } from '../spec/test-database.ts'
import { SandboxAuthorityEntity, SandboxStateEntity } from './sandbox.entities.ts'
import { sandboxAddresses } from './spec/addresses.ts'

const environments = {
  production: {
    PORTICO_ORIGIN: 'https://portico.example',
    PORTICO_DATA_KEY: randomBytes(32).toString('base64'),
    PORTICO_SMTP_URL: 'smtp://127.0.0.1:1',
    PORTICO_MAIL_FROM: 'no-reply@portico.example',
  },
  development: {},
}

describeEach('the sandbox outside of the sandbox', fresh => {
  for (const [mode, environment] of Object.entries(environments))
    describe(mode, () => {
      let database: FreshDatabase
      let house: House
      let folder: string

      before(async () => {
        database = await fresh()
        folder = mkdtempSync(join(tmpdir(), 'portico-absent-'))
        const config = readConfig(
          { PORTICO_MODE: mode, PORTICO_DATA: folder, LOG_LEVEL: 'silent', ...environment },
          folder,
        )
        house = await compose({ ...config, database: database.url })
      })
      after(async () => {
        await house?.close()
        rmSync(folder, { recursive: true, force: true })
        await database.drop()
      })

      it('is nobody’s: 404 for every one of its addresses', async () => {
        const addresses = await sandboxAddresses()
        expect(addresses.length).to.be.greaterThan(15)
        for (const { method, url } of [...addresses, { method: 'GET', url: '/sandbox/nothing' }]) {
          const answer = await house.app.inject({
            method: method as 'GET',
            url,
            headers: { origin: house.config.origin, accept: 'application/json' },
          })
          expect(answer.statusCode, `${method} ${url}`).to.equal(404)
          expect(answer.body).to.not.match(/sandbox/i)
        }
      })

      it('has no clock to be moved, and keeps nothing of it', async () => {
        expect(Math.abs(house.clock.businessNow().getTime() - house.clock.now().getTime())).to.be.below(1_000)
        expect(await house.db.em().count(SandboxStateEntity)).to.equal(0)
        expect(await house.db.em().count(SandboxAuthorityEntity)).to.equal(0)
      })
    })
})
