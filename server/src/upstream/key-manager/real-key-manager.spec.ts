import { expect } from 'chai'
import { systemClock } from '../../platform/clock/clock.ts'
import { MosipKeyManager } from './mosip.ts'
import { signed, signerContract } from './spec/contract.spec-suite.ts'
import { freshMaterial } from './spec/partner-certificates.ts'

const url = process.env['TEST_KEYMANAGER_URL']

describe('MOSIP Key Manager itself', () => {
  if (!url) {
    it('runs when TEST_KEYMANAGER_URL names one (scripts/services/key-manager.sh)', function () {
      this.skip()
    })
    return
  }
  const signer = new MosipKeyManager({ url, seconds: 30, clock: systemClock })

  signerContract('MOSIP, the real one', async () => ({
    signer,
    material: await freshMaterial(new Date()),
    close: async () => undefined,
  }))

  it('is told of authorities that it never saw, in each domain by itself', async () => {
    const { good } = await freshMaterial(new Date())
    for (const domain of ['AUTH', 'DEVICE', 'FTM'] as const) {
      expect(await signer.sign({ ...good, domain, issuers: [] })).to.include({ code: 'CHAIN_UNKNOWN' })
      await signed(signer, { ...good, domain })
    }
  })

  it('says that a path of another service is none of its own', async () => {
    const elsewhere = new MosipKeyManager({ url: `${url}/nosuch`, seconds: 30, clock: systemClock })
    expect(await elsewhere.health()).to.include({ kind: 'unavailable', reason: 'not-understood' })
  })
})
