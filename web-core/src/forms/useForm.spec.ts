import { expect } from 'chai'
import { useForm } from './useForm.ts'

const open = () =>
  useForm({
    name: 'person',
    start: () => ({ name: '', phone: '' }),
    rules: {
      name: value => (value ? undefined : 'Enter a name'),
      phone: value => (/\D/.test(value) ? 'Digits' : undefined),
    },
  })

describe('a form', () => {
  it('says nothing of a field before it was left with something in it', () => {
    const form = open()
    form.field('phone')['onUpdate:modelValue']('x')
    expect(form.field('phone').error).to.equal(undefined)
    form.field('phone').onBlur()
    form.field('name').onBlur()
    expect(form.field('phone').error).to.equal('Digits')
    expect(form.field('name').error).to.equal(undefined)
    expect(form.errors.value).to.deep.equal([])
  })

  it('says everything when it is sent, in the order of the fields, and stops when it is mended', () => {
    const form = open()
    form.values.phone = 'x'
    expect(form.check()).to.equal(false)
    expect(form.errors.value).to.deep.equal([
      { field: 'person-name', text: 'Enter a name' },
      { field: 'person-phone', text: 'Digits' },
    ])
    form.values.name = 'Ada'
    expect(form.field('name').error).to.equal(undefined)
    form.values.phone = '1'
    expect(form.errors.value).to.deep.equal([])
    expect(form.check()).to.equal(true)
  })

  it('gives a new list at every try, so that it is heard again, and keeps it while somebody mends', () => {
    const form = open()
    form.values.phone = 'x'
    form.check()
    const before = form.errors.value
    form.values.name = 'Ada'
    expect(form.errors.value).to.equal(before)
    form.check()
    expect(form.errors.value).not.to.equal(before)
  })

  it("shows the server's words at their field until that is changed", () => {
    const form = open()
    form.values.name = 'Ada'
    form.check()
    expect(form.refuse({ message: 'Taken', field: ['input', 'name'] })).to.equal(true)
    expect(form.field('name').error).to.equal('Taken')
    expect(form.check()).to.equal(false)
    form.values.name = 'Bob'
    expect(form.field('name').error).to.equal(undefined)
    expect(form.check()).to.equal(true)
  })

  it('leaves words about no field of it to the page', () => {
    expect(open().refuse({ message: 'Too many tries', field: [] })).to.equal(false)
  })

  it('is dirty while it differs from what it opened with', () => {
    const form = open()
    form.values.name = 'Ada'
    expect(form.dirty.value).to.equal(true)
    form.values.name = ''
    expect(form.dirty.value).to.equal(false)
    form.values.name = 'Ada'
    form.check()
    form.reset()
    expect(form.dirty.value).to.equal(false)
    expect(form.errors.value).to.deep.equal([])
  })
})
