import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Connection } from 'mysql2/promise'
import { Workshop } from '../openssl.ts'
import { built } from './built.ts'
import { DAY, Model, type Thing } from './model.ts'
import type { Seeded } from './seeded.ts'

/** How much there is to tell of. */
export interface Size {
  administrators: number
  partners: number
  /** Roots and intermediates together. */
  authorities: number
  /** Days over which their ends are spread. */
  days: number
}

/** The data of the storm, and the model that knows the same. */
export interface World {
  model: Model
  /** Of an administrator; may ring jobs. */
  token: string
  /**
   * Draws something that changes: it takes away or adds and never brings back, so that a late sweep of the same day makes no
   * difference to it. `write` may be done twice; `apply` tells the model.
   */
  change(random: Seeded, at: number): Change
}

export interface Change {
  write(db: Connection): Promise<void>
  apply(): void
}

const at = (instant: number): string => new Date(instant).toISOString().slice(0, 23).replace('T', ' ')

/** A little longer than any day it is used on, so that nothing else in the house has a reason to speak. */
const LONG_AGO = 500 * DAY

export async function makeWorld(
  db: Connection,
  dataKey: string,
  random: Seeded,
  { administrators, partners, authorities, days }: Size,
  start: number,
): Promise<World> {
  const { createVault, deriveDataKey } = await built('platform/crypto/seal.js', 'platform/crypto/data-key.js')
  const vault = createVault(deriveDataKey(Buffer.from(dataKey, 'base64')))
  const model = new Model()
  const insert = (table: string, row: Record<string, unknown>, into = db) =>
    into.query(
      `insert ignore into \`${table}\` (${Object.keys(row)
        .map(name => `\`${name}\``)
        .join()}) values (${Object.keys(row)
        .map(() => '?')
        .join()})`,
      Object.values(row),
    )

  const person = async (username: string, language: string): Promise<string> => {
    const id = randomUUID()
    const sealed = (column: string, value: string) => vault.seal('user', column, id, value)
    await insert('user', {
      id,
      issuer: 'built-in',
      subject: id,
      username,
      username_key: username,
      email_index: createHash('sha256').update(username).digest('hex'),
      sealed_email: sealed('email', `${username}@chaos.example`),
      sealed_phone: null,
      sealed_first_name: sealed('first_name', 'Ada'),
      sealed_last_name: sealed('last_name', username),
      password_hash: null,
      language,
      status: 'ACTIVE',
      created_at: at(start - LONG_AGO),
    })
    return id
  }
  const language = () => random.pick(['en', 'fr', 'ar'])
  const due = () => start + random.whole(-2, days + 30) * DAY + random.pick([0, DAY - 1, random.whole(1, DAY - 2)])

  const admins: string[] = []
  for (let n = 0; n < administrators; n++) {
    const id = await person(`admin-${n}`, language())
    await insert('user_role', { user_id: id, role: 'PARTNER_ADMIN' })
    admins.push(id)
  }

  const workshop = new Workshop()
  const der = readFileSync(workshop.make({ commonName: 'Storm root', days: 3_000 }).der)
  workshop.remove()
  // A third end together, so that administrators get digests.
  const together = start + 33 * DAY + 1
  for (let n = 0; n < authorities; n++) {
    const thing: Thing = {
      kind: n % 2 === 0 ? 'ROOT_CERTIFICATE' : 'INTERMEDIATE_CERTIFICATE',
      id: randomUUID(),
      ends: n % 3 === 0 ? together : due(),
      since: start - LONG_AGO,
      live: true,
      recipients: admins,
    }
    await insert('trust_certificate', {
      id: thing.id,
      code: `CHS-${String(n).padStart(4, '0')}`,
      type: n % 2 === 0 ? 'ROOT' : 'INTERMEDIATE',
      domain: 'AUTH',
      status: 'TRUSTED',
      issued_to: `Authority ${n}`,
      issued_to_key: `authority ${n}`,
      issued_by: 'Storm root',
      issued_by_key: 'storm root',
      issuer_id: null,
      thumbprint_sha256: randomBytes(32).toString('hex'),
      valid_from: at(start - LONG_AGO),
      valid_to: at(thing.ends),
      der,
      uploaded_at: at(thing.since),
      uploaded_by: null,
      version: 1,
    })
    model.things.push(thing)
  }

  const holders: Holder[] = []
  /** A certificate is two things that end: the original, and the one the platform signed. */
  const certificate = (holder: Holder, since: number, ends: readonly [number, number]): Change => {
    const id = randomUUID()
    const thumbprint = randomBytes(32).toString('hex')
    return {
      async write(into) {
        await insert('partner_certificate', rowOf(id, thumbprint, holder.partnerId, since, ends), into)
        await into.query('update partner set certificate_id = ? where id = ?', [id, holder.partnerId])
      },
      apply() {
        holder.row = id
        holder.things = ends.map((end, n) => ({
          kind: n === 0 ? 'PARTNER_CERTIFICATE' : 'SIGNED_CERTIFICATE',
          id,
          ends: end,
          since,
          live: true,
          recipients: holder.recipients,
        }))
        model.things.push(...holder.things)
      },
    }
  }
  for (let n = 0; n < partners; n++) {
    const [organisationId, partnerId] = [randomUUID(), randomUUID()]
    await insert('organisation', { id: organisationId, name: `Org ${n}`, name_key: `org ${n}`, created_at: at(start) })
    const recipients = [await person(`partner-${n}`, language())]
    if (random.chance(0.2)) recipients.push(await person(`colleague-${n}`, language()))
    for (const [index, user] of recipients.entries())
      await insert('membership', {
        user_id: user,
        organisation_id: organisationId,
        kind: index === 0 ? 'OWNER' : 'MEMBER',
        created_at: at(start),
      })
    await insert('partner', {
      id: partnerId,
      code: `partner-${n}`,
      organisation_id: organisationId,
      organisation_name: `Org ${n}`,
      organisation_name_key: `org ${n}`,
      type: 'Auth_Partner',
      status: 'ACTIVE',
      created_at: at(start - LONG_AGO),
    })
    const holder: Holder = { partnerId, recipients, things: [], row: '' }
    holders.push(holder)
    const first = certificate(holder, start - LONG_AGO, [due(), due()])
    await first.write(db)
    first.apply()
  }

  const token = `ptk_${randomBytes(32).toString('base64url')}`
  const whole = token + createHash('sha256').update(token.slice(4)).digest('base64url').slice(0, 6)
  await insert('api_token', {
    id: randomUUID(),
    user_id: admins[0],
    name: 'storm',
    token_hash: createHash('sha256').update(whole).digest('hex'),
    permissions: JSON.stringify(['job.read', 'job.run']),
    status: 'ACTIVE',
    created_at: at(Date.now()),
    created_by: admins[0],
    expires_at: at(Date.now() + 365 * DAY),
    last_used_on: null,
    revoked_at: null,
  })

  return {
    model,
    token: whole,
    change(random, now) {
      const act = random.whole(0, 5)
      const owners = holders.filter(({ things }) => things[0]?.live)
      const roots = model.things.filter(({ kind, live }) => live && kind === 'ROOT_CERTIFICATE')
      const retire = (things: readonly Thing[]) => {
        for (const thing of things) thing.live = false
      }
      if (act <= 1 && owners.length > 0) {
        // Renewed: the old one is history, the new one runs out some weeks or a year on.
        const holder = random.pick(owners)
        const { row, things } = holder
        const end = now + random.pick([12, 25, 400]) * DAY
        const next = certificate(holder, now, [end, end + 3 * DAY])
        return {
          async write(into) {
            await into.query("update partner_certificate set status = 'REPLACED' where id = ?", [row])
            await next.write(into)
          },
          apply() {
            retire(things)
            next.apply()
          },
        }
      }
      if (act === 2 && owners.length > 0) {
        const holder = random.pick(owners)
        return {
          write: async into =>
            void (await into.query("update partner set status = 'INACTIVE' where id = ?", [holder.partnerId])),
          apply: () => retire(holder.things),
        }
      }
      if (act === 3 && roots.length > 0) {
        const root = random.pick(roots)
        return {
          write: async into =>
            void (await into.query("update trust_certificate set status = 'DISTRUSTED' where id = ?", [root.id])),
          apply: () => retire([root]),
        }
      }
      return { write: async () => undefined, apply: () => undefined }
    },
  }
}

interface Holder {
  partnerId: string
  recipients: string[]
  things: Thing[]
  /** The certificate in use. */
  row: string
}

const rowOf = (
  id: string,
  thumbprint: string,
  partnerId: string,
  since: number,
  [ends, signedEnds]: readonly [number, number],
) => ({
  id,
  partner_id: partnerId,
  domain: 'AUTH',
  status: 'CURRENT',
  // Leads nowhere and says so: the nightly round finds nothing to tell.
  anchoring: 'UNANCHORED',
  issued_to: 'Storm partner',
  issued_by: 'Storm root',
  serial_number: '01',
  thumbprint_sha256: thumbprint,
  valid_from: at(since),
  valid_to: at(ends),
  der: Buffer.from('00', 'hex'),
  issuer_id: null,
  brought: null,
  signed_id: id,
  signed_pem: '',
  signed_chain: '[]',
  signed_valid_from: at(since),
  signed_valid_to: at(signedEnds),
  uploaded_at: at(since),
  uploaded_by: null,
})
