import { expect } from 'chai'
import { chipsOf, type FilterField, without } from './filterFields.ts'

const fields: FilterField<'name' | 'status'>[] = [
  { name: 'name', label: 'Name' },
  { name: 'status', label: 'Status', options: [{ value: 'ACTIVE', label: 'Active' }] },
]
const say = (name: string, value: string) => `${name}: ${value}`

describe('the chips of applied filters', () => {
  it('speak in words, not codes, in the order of the fields', () => {
    expect(chipsOf(fields, { status: 'ACTIVE', name: 'Ver' }, say).map(chip => chip.label)).to.deep.equal([
      'Name: Ver',
      'Status: Active',
    ])
  })
  it('speak of a day as it is spoken of', () => {
    const day: FilterField<'name'>[] = [{ name: 'name', label: 'From', date: true, shown: value => `the ${value}` }]
    expect(chipsOf(day, { name: '2026-11-22' }, say).map(chip => chip.label)).to.deep.equal(['From: the 2026-11-22'])
  })
  it('leave out what is not applied', () => {
    expect(chipsOf(fields, { name: '' }, say)).to.deep.equal([])
  })
  it('are taken away one by one', () => {
    expect(without({ name: 'Ver', status: 'ACTIVE' }, 'name')).to.deep.equal({ status: 'ACTIVE' })
  })
})
