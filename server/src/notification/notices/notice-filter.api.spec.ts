import { expect } from 'chai'
import { describeEach } from '../../spec/test-database.ts'
import type { Caller } from '../../spec/test-house.ts'
import { list, LIST, NoticeHouse } from './spec/notice-house.ts'

describeEach('the list of notices', fresh => {
  let house: NoticeHouse
  let [admin]: Caller[] = []

  before(async () => {
    house = await NoticeHouse.open(fresh)
    ;[admin] = [await house.world.signIn('admin')]
  })
  beforeEach(() => house.forget())
  after(() => house?.world.close())

  describe('§5.5: a filter', () => {
    beforeEach(async () => {
      const recipientId = house.userId['admin']!
      const day = (text: string) => new Date(text)
      await house.published([
        {
          recipientId,
          code: 'RCA-1111-AAAA',
          issuedTo: 'Zenith Root',
          issuedBy: 'Zenith Root',
          domain: 'AUTH',
          createdAt: day('2026-11-20T00:00:00.000Z'),
          dueAt: day('2026-12-05T23:59:59.999Z'),
        },
        {
          recipientId,
          kind: 'INTERMEDIATE_CERTIFICATE',
          code: 'ICA-2222-BBBB',
          issuedTo: 'Harbour 50% CA',
          issuedBy: 'Zenith Root',
          domain: 'FTM',
          createdAt: day('2026-11-21T23:59:59.999Z'),
          dueAt: day('2026-12-06T00:00:00.000Z'),
        },
        {
          recipientId,
          kind: 'WEEKLY_SUMMARY',
          threshold: -1,
          domain: null,
          facts: {},
          createdAt: day('2026-11-22T00:00:00.000Z'),
          dueAt: day('2026-12-05T00:00:00.000Z'),
        },
      ])
    })
    const sequences = async (filter: object) =>
      (await list(admin!, filter)).map(({ sequence }) => sequence).sort((x, y) => x - y)

    for (const [what, filter, expected] of [
      ['none', {}, [1, 2, 3]],
      ['kinds', { kinds: ['ROOT_CERTIFICATE', 'WEEKLY_SUMMARY'] }, [1, 3]],
      ['no kinds', { kinds: [] }, []],
      ['certificateCode, exact', { certificateCode: ' ica-2222-bbbb ' }, [2]],
      ['certificateCode, not by its beginning', { certificateCode: 'ICA-2222' }, []],
      ['issuedTo by its beginning, case folded', { issuedTo: 'ZENITH' }, [1]],
      ['issuedTo literally', { issuedTo: 'harbour 50%' }, [2]],
      ['issuedTo, not in the middle', { issuedTo: 'Root' }, []],
      ['issuedBy', { issuedBy: 'zenith r' }, [1, 2]],
      ['domain', { domain: 'FTM' }, [2]],
      ['expiryDate, the whole UTC day, and no day on which nothing expires', { expiryDate: '2026-12-05' }, [1]],
      ['createdFrom, from its first instant', { createdFrom: '2026-11-21' }, [2, 3]],
      ['createdTo, to its last instant', { createdTo: '2026-11-21' }, [1, 2]],
      ['both days', { createdFrom: '2026-11-21', createdTo: '2026-11-21' }, [2]],
      ['days the wrong way round', { createdFrom: '2026-11-22', createdTo: '2026-11-20' }, []],
      ['together, of whatever kinds', { issuedBy: 'zenith', domain: 'AUTH', createdTo: '2026-11-30' }, [1]],
      ['status', { status: 'DISMISSED' }, []],
    ] as const)
      it(`by ${what}`, async () => {
        expect(await sequences(filter)).to.deep.equal(expected)
      })

    it('by a day that is none is refused, naming the field', async () => {
      for (const field of ['expiryDate', 'createdFrom', 'createdTo'])
        for (const day of ['2026-02-30', '2026-13-01', '22.11.2026', '2026-11-22T00:00:00Z', '02026-11-22']) {
          const { errors } = await admin!.ask(LIST, { filter: { [field]: day } })
          expect(errors?.[0]?.extensions, `${field} ${day}`).to.deep.include({
            code: 'BAD_USER_INPUT',
            field: ['filter', field],
          })
        }
    })
  })
})
