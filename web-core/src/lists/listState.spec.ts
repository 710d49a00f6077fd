import { expect } from 'chai'
import {
  type ListSpec,
  listQuery,
  pageArguments,
  parseListState,
  personalFilters,
  serverOrder,
  turn,
} from './listState.ts'

const spec: ListSpec<'name' | 'status', 'DATE_ASC' | 'DATE_DESC'> = {
  filters: { name: 'text', status: ['ACTIVE', 'INACTIVE'] },
  orders: {
    DATE_ASC: { key: 'date', direction: 'ascending' },
    DATE_DESC: { key: 'date', direction: 'descending' },
  },
  defaultOrder: 'DATE_ASC',
}
const page = { hasNextPage: true, hasPreviousPage: true, startCursor: 's', endCursor: 'e' }

describe('a list in the URL', () => {
  it('writes nothing for the plain list', () => {
    expect(listQuery(parseListState({}, spec), spec)).to.deep.equal({})
  })
  it('comes back as it was left', () => {
    const query = { name: 'Ver', status: 'ACTIVE', order: 'DATE_DESC', size: '25', after: 'abc', from: '26' }
    expect(listQuery(parseListState(query, spec), spec)).to.deep.equal(query)
  })
  it('ignores what it does not know', () => {
    const state = parseListState({ status: 'DROP TABLE', order: 'X', size: '100000', from: '-3', who: 'x' }, spec)
    expect(state).to.deep.equal(parseListState({}, spec))
  })
  it('takes days of the calendar only, where a day is asked for', () => {
    const spec: ListSpec<'day', 'A'> = {
      filters: { day: 'date' },
      orders: { A: { key: 'day', direction: 'ascending' } },
      defaultOrder: 'A',
    }
    expect(parseListState({ day: '2028-02-29' }, spec).filters).to.deep.equal({ day: '2028-02-29' })
    for (const day of ['2027-02-29', '2027-2-9', 'tomorrow', '2027-02-28T00:00:00Z', '20270228'])
      expect(parseListState({ day }, spec).filters, day).to.deep.equal({})
  })
  it('takes the first of a repeated key, and no text without end', () => {
    expect(parseListState({ name: ['a', 'b'] }, spec).filters.name).to.equal('a')
    expect(parseListState({ name: 'x'.repeat(201) }, spec).filters.name).to.equal(undefined)
  })
  it('never asks for both directions', () => {
    const state = parseListState({ after: 'a', before: 'b' }, spec)
    expect(pageArguments(state)).to.deep.equal({ first: 10, after: 'a', orderBy: 'DATE_ASC' })
  })
  it('asks backwards with last', () => {
    expect(pageArguments(parseListState({ before: 'b', from: '31' }, spec))).to.deep.equal({
      last: 10,
      before: 'b',
      orderBy: 'DATE_ASC',
    })
  })
})

describe('the order of a table', () => {
  it('is the server’s order of that column and direction', () => {
    expect(serverOrder(spec, { key: 'date', direction: 'descending' })).to.equal('DATE_DESC')
  })
  it('falls back to the default for what cannot be ordered', () => {
    expect(serverOrder(spec, { key: 'colour', direction: 'ascending' })).to.equal('DATE_ASC')
  })
})

describe('turning pages', () => {
  const first = parseListState({}, spec)
  it('counts the rows along the way', () => {
    const second = turn.next(first, page)
    expect(second).to.include({ after: 'e', before: null, from: 11 })
    expect(turn.next(second, page).from).to.equal(21)
  })
  it('goes back before the first row shown', () => {
    const third = turn.next(turn.next(first, page), page)
    expect(turn.previous(third, page)).to.include({ after: null, before: 's', from: 11 })
  })
  it('comes home to the plain first page', () => {
    expect(turn.previous(turn.next(first, page), page)).to.deep.equal(first)
    expect(turn.first(turn.next(first, page))).to.deep.equal(first)
  })
  it('stays where there is no further page', () => {
    const end = { ...page, hasNextPage: false, hasPreviousPage: false }
    expect(turn.next(first, end)).to.equal(first)
    expect(turn.previous(first, end)).to.equal(first)
  })
})

describe('a filter on personal data', () => {
  const spec: ListSpec<'email' | 'name', 'A'> = {
    filters: { email: 'text', name: 'text' },
    orders: { A: { key: 'name', direction: 'ascending' } },
    defaultOrder: 'A',
    personal: ['email'],
  }
  const state = parseListState({ name: 'north' }, spec, { email: ' a@b.example ' })
  it('comes from the history and not from the address', () => {
    expect(state.filters).to.deep.equal({ name: 'north', email: 'a@b.example' })
    expect(parseListState({ email: 'a@b.example' }, spec).filters).to.deep.equal({})
  })
  it('goes to the history and not to the address', () => {
    expect(listQuery(state, spec)).to.deep.equal({ name: 'north' })
    expect(personalFilters(state, spec)).to.deep.equal({ email: 'a@b.example' })
  })
  it('survives anything found in the history', () => {
    for (const odd of [null, 7, 'text', { email: 7 }, []])
      expect(parseListState({}, spec, odd).filters).to.deep.equal({})
  })
})
