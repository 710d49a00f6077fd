import { expect } from 'chai'
import {
  getNamedType,
  GraphQLEnumType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql'
import { OutboxMessageEntity } from '../notification/index.ts'
import { UserEntity } from '../account/user.entity.ts'
import { NoticePublisher } from '../notification/index.ts'
import { issueNotices } from '../notification/notices/spec/issued.ts'
import { PartnerCertificateEntity } from '../partner/certificates/partner-certificates/index.ts'
import { PartnerEntity } from '../partner/partners/index.ts'
import { unitOfWork } from '../platform/database/database.ts'
import { rootFields } from '../platform/graphql/schema.ts'
import { WeeklySummaryEntity } from '../partner/expiry/weekly-summary.entity.ts'
import { DAY } from '../platform/clock/clock.ts'
import { newId } from '../platform/ids/ids.ts'
import { describeEach } from './test-database.ts'
import { openHouse, type Caller, type GraphQLAnswer, type TestHouse } from './test-house.ts'

/** What an operation may be asked about, and whose it is. */
interface Belonging {
  /** An id that is another partner's, or the administration's. */
  id(world: World): Promise<string> | string
  /** Somebody whom the operation answers otherwise than it answers about an id that does not exist. */
  owner: 'kestrel' | 'admin'
}

interface World {
  kestrel: Caller
  admin: Caller
  partnerIds: ReadonlyMap<string, string>
  certificateId: string
  /** Kestrel's. */
  noticeIds: readonly [string, string]
  signIn: TestHouse['signIn']
  house: TestHouse['house']
}

const partner: Belonging['id'] = ({ partnerIds }) => partnerIds.get('kestrel')!
const root: Belonging['id'] = async ({ admin }) =>
  first(await admin.ask('{ rows: trustCertificates(first: 1, filter: { status: TRUSTED }) { nodes { id } } }'))
const distrusted: Belonging['id'] = async ({ admin }) => {
  const id = first(
    await admin.ask('{ rows: trustCertificates(first: 1, filter: { type: INTERMEDIATE }) { nodes { id } } }'),
  )
  const input = { id, reason: 'Spec' }
  await admin.ask(
    'mutation ($input: DistrustCertificateInput!) { distrustCertificate(input: $input) { __typename } }',
    { input },
  )
  return id
}
const deactivated: Belonging['id'] = async world => {
  const id = world.partnerIds.get('meridian')!
  const input = { id, reason: 'Spec' }
  await world.admin.ask('mutation ($input: DecidePartnerInput!) { deactivatePartner(input: $input) { __typename } }', {
    input,
  })
  return id
}
const token: Belonging['id'] = async ({ kestrel }) => {
  const input = { name: 'Spec', permissions: ['certificate.read'], days: 1 }
  const { data } = await kestrel.ask(
    'mutation ($input: CreateApiTokenInput!) { made: createApiToken(input: $input) { ... on CreatedApiToken { apiToken { id } } } }',
    { input },
  )
  return (data['made']! as { apiToken: { id: string } }).apiToken.id
}
/** Not the one that asks: its owner is going to end it. */
const session: Belonging['id'] = async ({ kestrel, signIn }) => {
  await signIn('kestrel')
  const { data } = await kestrel.ask('{ sessions { id current } }')
  return (data['sessions']! as { id: string; current: boolean }[]).find(({ current }) => !current)!.id
}
const deadLetter: Belonging['id'] = async ({ house }) => {
  const id = newId()
  const row = { id, channel: 'MAIL', template: 'notice.expiry', language: 'en', causeId: newId(), recipientId: newId() }
  const { db, clock } = house
  const at = clock.now()
  const given = {
    status: 'FAILED',
    attempts: 5,
    lease: 5,
    problem: 'SERVER_UNREACHABLE',
    nextAttemptAt: at,
    createdAt: at,
  }
  await db.em().insert(OutboxMessageEntity, { ...row, ...given })
  return id
}
const dismissal: Belonging['id'] = async ({ kestrel, noticeIds }) => {
  const { data } = await kestrel.ask(
    'mutation ($input: DismissNoticesInput!) { made: dismissNotices(input: $input) { ... on Dismissal { id } } }',
    { input: { ids: [noticeIds[1]] } },
  )
  return (data['made']! as { id: string }).id
}
const summary: Belonging['id'] = async ({ house: { bus, db } }) => {
  const [id, fromAt] = [newId(), new Date('2026-11-21T00:00:00.000Z')]
  const { id: recipientId } = await db.em().findOneOrFail(UserEntity, { username: 'admin' })
  await db.em().insert(WeeklySummaryEntity, { id, fromAt, toAt: new Date(fromAt.getTime() + 7 * DAY), counts: {} })
  const issued = await issueNotices(db, [{ recipientId, kind: 'WEEKLY_SUMMARY', objectId: id, threshold: -1 }])
  await new NoticePublisher({ db, bus }).publish(issued)
  return id
}
const first = ({ data }: GraphQLAnswer): string => (data['rows']! as { nodes: { id: string }[] }).nodes[0]!.id

/**
 * Every place where an operation takes an id. A new one must be added here: either whose the thing is, or, in words, why
 * everybody may know it.
 */
const places: Record<string, Belonging | string> = {
  'Query.partner id': { id: partner, owner: 'kestrel' },
  'Query.partnerCertificate id': { id: world => world.certificateId, owner: 'kestrel' },
  'Query.trustCertificate id': { id: root, owner: 'admin' },
  'Mutation.checkPartnerCertificate input.partnerId': { id: partner, owner: 'kestrel' },
  'Mutation.uploadPartnerCertificate input.partnerId': { id: partner, owner: 'kestrel' },
  'Mutation.choosePolicyGroup input.partnerId': { id: partner, owner: 'kestrel' },
  'Mutation.choosePolicyGroup input.policyGroupId': 'policy groups belong to nobody and are listed for everybody',
  'Query.grantablePermissions partnerId': { id: partner, owner: 'admin' },
  'Mutation.createApiToken input.partnerId': { id: partner, owner: 'admin' },
  'Mutation.revokeApiToken id': { id: token, owner: 'kestrel' },
  'Mutation.deactivatePartner input.id': { id: ({ partnerIds }) => partnerIds.get('halden')!, owner: 'admin' },
  'Mutation.reactivatePartner input.id': { id: deactivated, owner: 'admin' },
  'Mutation.distrustCertificate input.id': { id: root, owner: 'admin' },
  'Mutation.trustCertificateAgain input.id': { id: distrusted, owner: 'admin' },
  'Mutation.runJob id': 'jobs are the house’s, and only administrators may run them',
  'Mutation.endSession id': { id: session, owner: 'kestrel' },
  'Query.weeklySummary id': { id: summary, owner: 'admin' },
  'Mutation.dismissNotices input.ids': { id: ({ noticeIds }) => noticeIds[0], owner: 'kestrel' },
  'Mutation.restoreNotices dismissalId': { id: dismissal, owner: 'kestrel' },
  'Query.auditRecords filter.subjectId': 'the record is for administrators, who may read all of it',
  'Mutation.retryDeadLetter id': { id: deadLetter, owner: 'admin' },
}

type Input = GraphQLArgument | GraphQLInputField

const isIdentifier = ({ name, type }: Input): boolean =>
  isLeafType(getNamedType(type)) && (getNamedType(type).name === 'ID' || /(^id|Ids?)$/.test(name))

/** Paths of the ids in arguments, into input objects. */
function idsIn(inputs: readonly Input[], above: readonly string[] = []): string[][] {
  return inputs.flatMap(input => {
    const path = [...above, input.name]
    const type = getNamedType(input.type)
    if (isInputObjectType(type)) return idsIn(Object.values(type.getFields()), path)
    return isIdentifier(input) ? [path] : []
  })
}

/** A value of the type's form; what is not required is left out unless the path leads there. Null: it does not. */
function sample(type: GraphQLInputType, path: readonly string[] | null, id: string): unknown {
  if (type instanceof GraphQLNonNull) return sample(type.ofType as GraphQLInputType, path, id)
  if (type instanceof GraphQLList) return path ? [sample(type.ofType as GraphQLInputType, path, id)] : []
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(field => field.type instanceof GraphQLNonNull || field.name === path?.[0])
        .map(field => [field.name, sample(field.type, field.name === path?.[0] ? path.slice(1) : null, id)]),
    )
  if (type instanceof GraphQLEnumType) return type.getValues()[0]!.name
  if (type instanceof GraphQLScalarType && type.name === 'Int') return 1
  if (type instanceof GraphQLScalarType && type.name === 'ID') return id
  return 'Spec'
}

const REFUSAL = '... on Refusal { code message field facts }'
const selection = (type: GraphQLOutputType): string => {
  const named = getNamedType(type)
  if (isUnionType(named)) return ` { __typename ${REFUSAL} }`
  return isObjectType(named) ? ' { __typename }' : ''
}

describeEach('what belongs to another partner', fresh => {
  let house: TestHouse
  let northwind: Caller
  let world: World

  before(async () => {
    house = await openHouse(await fresh())
    northwind = await house.signIn('northwind')
    const { bus, db, clock } = house.house
    const partnerIds = new Map((await db.em().find(PartnerEntity, {})).map(({ code, id }) => [code, id]))
    const certificateId = newId()
    await unitOfWork(db, async tx => {
      tx.create(PartnerCertificateEntity, {
        id: certificateId,
        partnerId: partnerIds.get('kestrel')!,
        domain: 'DEVICE',
        status: 'REPLACED',
        anchoring: 'ANCHORED',
        issuedTo: 'Spec',
        issuedBy: 'Spec CA',
        serialNumber: '01',
        thumbprintSha256: newId(),
        validFrom: clock.now(),
        validTo: new Date(clock.now().getTime() - 1),
        der: Buffer.from([0x30, 0]),
        signedId: 'x',
        signedPem: '',
        signedChain: [],
        signedValidFrom: clock.now(),
        signedValidTo: clock.now(),
        uploadedAt: clock.now(),
      })
      return true
    })
    const { id: recipientId } = await db.em().findOneOrFail(UserEntity, { username: 'kestrel' })
    const issued = await issueNotices(db, [{ recipientId }, { recipientId }])
    await new NoticePublisher({ db, bus }).publish(issued)
    world = {
      kestrel: await house.signIn('kestrel'),
      admin: await house.signIn('admin'),
      partnerIds,
      certificateId,
      noticeIds: issued.ids as [string, string],
      signIn: username => house.signIn(username),
      house: house.house,
    }
  })
  after(() => house?.close())

  const found = () =>
    rootFields(house.house.schema).flatMap(({ path, field }) =>
      idsIn(field.args).map(place => ({ name: `${path} ${place.join('.')}`, path, field, place })),
    )

  const ask = async (caller: Caller, { path, field, place }: ReturnType<typeof found>[number], id: string) => {
    const args = field.args.filter(arg => arg.type instanceof GraphQLNonNull || arg.name === place[0])
    const variables = Object.fromEntries(
      args.map(arg => [arg.name, sample(arg.type, arg.name === place[0] ? place.slice(1) : null, id)]),
    )
    const [type, name] = path.split('.') as [string, string]
    const head = args.map(arg => `$${arg.name}: ${String(arg.type)}`).join(', ')
    const given = args.map(arg => `${arg.name}: $${arg.name}`).join(', ')
    const { status, data, errors } = await caller.ask(
      `${type.toLowerCase()} (${head}) { ${name}(${given})${selection(field.type)} }`,
      variables,
    )
    // The address in an answer's text would give it away as well as anything else.
    return JSON.parse(JSON.stringify({ status, data, errors }).replaceAll(id, '‹id›')) as object
  }

  it('is thought of wherever an operation takes an id', () => {
    const names = found().map(({ name }) => name)
    expect(names.sort()).to.deep.equal(Object.keys(places).sort())
  })

  it('is answered for as if it did not exist, by every operation that takes an id', async () => {
    for (const operation of found()) {
      const belonging = places[operation.name]
      if (!belonging || typeof belonging === 'string') continue
      const foreign = await belonging.id(world)
      const [asked, random] = [await ask(northwind, operation, foreign), await ask(northwind, operation, newId())]
      expect(asked, operation.name).to.deep.equal(random)
      // Otherwise the comparison above would say nothing.
      const owner = world[belonging.owner]
      const [own, none] = [await ask(owner, operation, foreign), await ask(owner, operation, newId())]
      expect(own, `${operation.name} as ${belonging.owner}`).not.to.deep.equal(none)
    }
  })

  it('has no address of its own: its files answer as those of a certificate that does not exist', async () => {
    const fetched = async (id: string, file: string, caller = northwind) => {
      const { status, text } = await caller.browser.send('GET', `/files/partner-certificates/${id}/${file}`)
      return { status, text: text.replaceAll(id, '‹id›').replaceAll(/"(reference|requestId)":"[^"]*"/g, '') }
    }
    for (const file of ['original.cer', 'original.pem', 'signed.cer', 'signed.pem', 'signed.p7b']) {
      const foreign = await fetched(world.certificateId, file)
      expect(foreign, file).to.deep.equal(await fetched(newId(), file))
      expect(foreign.status).to.equal(404)
    }
    // Withheld, and said to be: its owner knows that it is there.
    expect((await fetched(world.certificateId, 'original.cer', world.kestrel)).status).to.equal(410)
  })
})
