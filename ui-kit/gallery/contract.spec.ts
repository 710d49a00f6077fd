import { expect } from 'chai'
import { contractOf } from './contract.ts'

describe('The contract shown in the gallery', () => {
  it('is the type argument as it is written, comments included', () => {
    const source = `
const { a } = defineProps<{
  /** Of rows. */
  a: Map<string, (row: T) => string>
  b?: number
}>()
const emit = defineEmits<{ go: [] }>()`
    expect(contractOf(source)).to.deep.equal({
      props: '{\n  /** Of rows. */\n  a: Map<string, (row: T) => string>\n  b?: number\n}',
      events: '{ go: [] }',
      slots: '',
    })
  })
})
