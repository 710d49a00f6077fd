import { expect } from 'chai'
import { nextStep, stepsOf, wantedPath } from './steps.ts'

describe('the steps before the work', () => {
  it('come in one order, whatever the server lists first', () => {
    expect(nextStep(['CHOOSE_POLICY_GROUP', 'ACCEPT_TERMS'])).to.equal('ACCEPT_TERMS')
    expect(nextStep([])).to.equal(undefined)
  })
  it('keep those that are done, and take in those that come up later', () => {
    expect(stepsOf(new Set(['ACCEPT_TERMS', 'COMPLETE_REGISTRATION']))).to.deep.equal([
      'COMPLETE_REGISTRATION',
      'ACCEPT_TERMS',
    ])
  })
  it('lead to where one wanted to go, and never out of the portal or round in a circle', () => {
    expect(wantedPath('/certificates?x=1')).to.equal('/certificates?x=1')
    for (const path of [undefined, ['/a'], '', 'https://evil.example', '//evil.example', '/\\evil', '/welcome?to=/'])
      expect(wantedPath(path), String(path)).to.equal('/')
  })
})
