import { expect } from 'chai'
import { validate } from './index.ts'
import type { Certificate, Report } from './index.ts'
import { budgets } from './validate/ledger.ts'
import { caExtensions, hasOpenssl, OpensslWorld } from './spec/openssl-world.ts'

const at = new Date('2026-11-22T00:00:00Z')

describe('path building', () => {
  let world: OpensslWorld
  let root: Certificate
  let count = 0

  before(function () {
    if (!hasOpenssl) {
      console.log('      skipped: needs the openssl command')
      this.skip()
    }
    world = new OpensslWorld()
    root = world.make({ name: 'root' })
  })

  after(() => world?.remove())

  /** A certificate for the key and name of `of`, issued by another: a cross certificate. */
  const cross = (of: string, issuer: string): Certificate =>
    world.make({
      name: `cross${++count}`,
      keyOf: of,
      subject: `/C=CH/O=Northwind Identity Ltd/CN=${of}`,
      issuer,
      extensions: [...caExtensions],
    })
  const authority = (name: string, issuer?: string): Certificate =>
    world.make({ name, issuer, extensions: [...caExtensions] })
  const judge = (leaf: Certificate, anchors: Certificate[], intermediates: Certificate[]): Report =>
    validate({ leaf, anchors, intermediates, at, profile: 'rfc5280' })
  const failures = ({ checks }: Report): string[] =>
    checks.filter(check => check.outcome === 'FAILED').map(check => check.rule)

  it('comes to an end on two authorities that cross-sign each other', () => {
    authority('one')
    authority('two')
    const pair = [cross('one', 'two'), cross('two', 'one')]
    const leaf = world.make({ name: 'leaf', issuer: 'one' })
    const lost = judge(leaf, [root], pair)
    expect(lost.verdict).to.equal('REFUSED')
    expect(lost.work.signatures).to.be.at.most(10)
    expect(judge(leaf, [root], [...pair, cross('two', 'root')]).verdict).to.equal('ACCEPTED')
  })

  it('finds the one way through a maze where every authority has signed every other', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    for (const name of names) authority(name)
    const maze = names.flatMap(of => names.filter(issuer => issuer !== of).map(issuer => cross(of, issuer)))
    const leaf = world.make({ name: 'leaf2', issuer: 'a' })
    const lost = judge(leaf, [root], maze)
    expect(failures(lost)).to.have.length(1)
    const spoiled = world.make({
      name: 'bad',
      keyOf: 'f',
      subject: '/C=CH/O=Northwind Identity Ltd/CN=f',
      issuer: 'root',
      to: '20260101000000Z',
      extensions: [...caExtensions],
    })
    for (const report of [lost, judge(leaf, [root], [...maze, spoiled])]) {
      expect(report.verdict).to.equal('REFUSED')
      expect(report.work.signatures).to.be.at.most(budgets.signatures)
      expect(report.work.comparisons).to.be.at.most(budgets.comparisons)
      expect(report.work.pathsTried).to.be.at.most(budgets.paths)
    }
    expect(judge(leaf, [root], [...maze, spoiled, cross('f', 'root')]).verdict).to.equal('ACCEPTED')
  })

  it('refuses, and says why, when the signatures to be checked are more than a hundred', () => {
    const same = { subject: '/C=CH/O=Northwind Identity Ltd/CN=crowd', issuer: 'root' }
    const crowd = Array.from({ length: 104 }, (_, i) =>
      world.make({
        name: `crowd${i}`,
        ...same,
        extensions: [...caExtensions.filter(line => !line.startsWith('subjectKey')), 'subjectKeyIdentifier=none'],
      }),
    )
    const leaf = world.make({ name: 'leaf3', issuer: 'crowd103', extensions: ['authorityKeyIdentifier=none'] })
    const report = judge(leaf, [root], crowd)
    expect(failures(report)).to.deep.equal(['path.budget'])
    expect(report.work.signatures).to.equal(budgets.signatures)
  })

  it('takes the path that holds when another one does not', () => {
    authority('issuer', 'root')
    const expired = world.make({
      name: 'old',
      keyOf: 'issuer',
      subject: '/C=CH/O=Northwind Identity Ltd/CN=issuer',
      issuer: 'root',
      to: '20260101000000Z',
      extensions: [...caExtensions],
    })
    const leaf = world.make({ name: 'leaf4', issuer: 'issuer' })
    const both = judge(leaf, [root], [expired, world.read('issuer.pem')])
    expect(both.verdict).to.equal('ACCEPTED')
    const only = judge(leaf, [root], [expired])
    expect(only.paths).to.have.length(1)
    expect(failures(only)).to.deep.equal(['validity.not-after'])
  })

  it('tells of every path tried, and shows the best', () => {
    const other = world.make({ name: 'other-root', to: '20260101000000Z' })
    authority('shared', 'root')
    const second = cross('shared', 'other-root')
    const leaf = world.make({ name: 'leaf5', issuer: 'shared', to: '20260101000000Z' })
    const report = judge(leaf, [root, other], [world.read('shared.pem'), second])
    expect(report.paths.map(path => path.failures.length).toSorted()).to.deep.equal([1, 2])
    expect(report.path.map(entry => entry.name)).to.deep.equal(['leaf5', 'shared', 'root'])
  })

  it('stops at eight intermediates', () => {
    const chain: Certificate[] = []
    for (let i = 1; i <= 9; i++) chain.push(authority(`deep${i}`, i === 1 ? 'root' : `deep${i - 1}`))
    expect(judge(world.make({ name: 'leaf6', issuer: 'deep8' }), [root], chain).verdict).to.equal('ACCEPTED')
    expect(failures(judge(world.make({ name: 'leaf7', issuer: 'deep9' }), [root], chain))).to.deep.equal([
      'path.too-long',
    ])
  })

  it('trusts what is handed in as anchor, self-signed or not, and the anchor itself', () => {
    const middle = authority('anchor', 'root')
    const report = judge(world.make({ name: 'leaf8', issuer: 'anchor' }), [middle], [root])
    expect(report.verdict).to.equal('ACCEPTED')
    expect(report.path).to.have.length(2)
    expect(judge(root, [root], []).verdict).to.equal('ACCEPTED')
  })

  it('asks nothing twice and changes nothing: the same question has the same answer', () => {
    const middle = authority('again', 'root')
    const leaf = world.make({ name: 'leaf9', issuer: 'again' })
    expect(judge(leaf, [root], [middle])).to.deep.equal(judge(leaf, [root], [middle]))
  })
})
