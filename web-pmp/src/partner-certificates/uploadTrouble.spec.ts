import { expect } from 'chai'
import { troubleOf } from './uploadTrouble.ts'

const refusal = (code: string, field: string[] = []) => troubleOf({ refusal: code, message: 'why', field })

describe('what stops an upload', () => {
  it('offers to try again when the Key Manager is down', () => {
    expect(refusal('KEY_MANAGER_UNAVAILABLE')).to.deep.equal({ kind: 'unavailable', message: 'why' })
  })
  it('leads to what comes first', () => {
    expect(refusal('TERMS_NOT_ACCEPTED').kind).to.equal('before')
    expect(refusal('POLICY_GROUP_NEEDED').kind).to.equal('before')
  })
  it('speaks of the file at the file', () => {
    expect(refusal('CERTIFICATE_FILE_TOO_LARGE').kind).to.equal('file')
    expect(refusal('INPUT_REQUIRED', ['input', 'file', 'content']).kind).to.equal('file')
  })
  it('says everything else as it is', () => {
    expect(refusal('PARTNER_INACTIVE').kind).to.equal('other')
  })
})
