import { expect } from 'chai'
import type { TrustUploadOutcomeKind, UploadOutcomeFragment } from '../gql/graphql.ts'
import { verdictOf } from './uploadVerdict.ts'

type Outcome = UploadOutcomeFragment['outcomes'][number]
type Check = Outcome['report']['checks'][number]

const failed = { outcome: 'FAILED' } as Check
const outcome = (kind: TrustUploadOutcomeKind, problems = 0) =>
  ({ outcome: kind, report: { checks: Array.from({ length: problems }, () => failed) } }) as Outcome
const upload = (...outcomes: Outcome[]) => ({ outcomes }) as UploadOutcomeFragment

describe('the verdict over an upload', () => {
  it('counts what is in order before it is stored, and what was stored after', () => {
    expect(verdictOf(upload(outcome('WOULD_STORE'), outcome('WOULD_STORE')), false)).to.include({
      key: 'acceptable',
      count: 2,
      tag: 'ACCEPTABLE',
    })
    expect(verdictOf(upload(outcome('STORED')), true)).to.include({ key: 'stored', tag: 'ACCEPTED' })
  })
  it('warns when only a part is accepted', () => {
    const verdict = verdictOf(upload(outcome('STORED'), outcome('REFUSED', 1), outcome('UNREADABLE', 1)), true)
    expect(verdict).to.include({ key: 'stored', count: 1, refused: 2, meaning: 'caution', tag: 'PARTLY' })
  })
  it('counts the things to put right when nothing is accepted', () => {
    const verdict = verdictOf(upload(outcome('REFUSED', 2), outcome('UNREADABLE', 1)), false)
    expect(verdict).to.include({ key: 'none', count: 3, meaning: 'negative', tag: 'REFUSED' })
  })
  it('does not call known certificates a failure', () => {
    expect(verdictOf(upload(outcome('ALREADY_STORED')), true)).to.include({ key: 'known', meaning: 'info' })
  })
  it('says when the files hold nothing', () => {
    expect(verdictOf(upload(), false)).to.include({ key: 'nothing', meaning: 'negative' })
  })
})
