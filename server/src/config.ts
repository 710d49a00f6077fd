import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { OperatorFault } from './platform/operator-fault.ts'
import { settings, type Setting, type SettingName } from './settings.ts'

type Values = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> }

/** What the operator decided, checked. */
export interface Config extends Values {
  /** Always set: the public address, without a trailing slash. */
  origin: string
  /** Path of the SQLite file, or the server's URL. */
  database: string
}

/** Every wrong setting at once, in words. The message never repeats a value, since it may be secret. */
export class BadSettings extends OperatorFault {
  constructor(lines: readonly string[]) {
    super(`These settings are wrong:\n${lines.map(line => `  - ${line}`).join('\n')}\nSee docs/operating.md.`)
    this.name = 'BadSettings'
  }
}

/** Reads `portico.config.json` of the folder, lets the environment override it, and checks all of it. Throws `BadSettings`. */
export function readConfig(environment: NodeJS.ProcessEnv, folder: string): Config {
  const { values: fromFile, faults } = readFile(resolve(folder, 'portico.config.json'))
  const values: Record<string, unknown> = {}
  for (const [name, { variable, also, schema }] of Object.entries(settings as Record<string, Setting>)) {
    const given = environment[variable] ?? (also && environment[also]) ?? fromFile[name]
    const result = schema.safeParse(typeof given === 'number' ? String(given) : given)
    if (result.success) values[name] = result.data
    else faults.push(`${variable} (${name}): ${result.error.issues.map(issue => issue.message).join('; ')}`)
  }
  for (const name of Object.keys(fromFile))
    if (!(name in settings)) faults.push(`portico.config.json: there is no setting ${name}`)
  const config = values as unknown as Config
  if (config.mode === 'production') faults.push(...productionFaults(config))
  if (config.directoryUrl) faults.push(...directoryFaults(config))
  if (config.smtpUrl && !config.mailFrom)
    faults.push('PORTICO_MAIL_FROM (mailFrom): needed with PORTICO_SMTP_URL; without a sender mails are refused')
  if (faults.length > 0) throw new BadSettings(faults)
  const data = resolve(folder, config.data)
  return {
    ...config,
    data,
    origin: config.origin || `http://localhost:${config.port}`,
    database: config.databaseUrl || resolve(data, 'portico.db'),
  }
}

function directoryFaults({ partnerIssuer, partnerClientSecret, partnerRolesClaim }: Partial<Config>): string[] {
  const directory = 'PORTICO_DIRECTORY_URL (directoryUrl)'
  if (!partnerIssuer || !partnerClientSecret)
    return [`${directory}: needs PORTICO_PARTNER_ISSUER and PORTICO_PARTNER_CLIENT_SECRET, with which it is asked`]
  // Whoever is an administrator by a role of a client would be taken for none.
  if (partnerRolesClaim?.startsWith('resource_access.'))
    return [`${directory}: looks up roles of the realm, and PORTICO_PARTNER_ROLES_CLAIM names those of a client`]
  return []
}

function productionFaults(config: Partial<Config>): string[] {
  const faults: string[] = []
  if (!config.dataKey)
    faults.push('PORTICO_DATA_KEY (dataKey): needed in production; make one with `openssl rand -base64 32`')
  if (!config.origin?.startsWith('https://'))
    faults.push('PORTICO_ORIGIN (origin): needed in production, and must begin with https://')
  if (!config.partnerIssuer && !config.smtpUrl)
    faults.push(
      'PORTICO_SMTP_URL (smtpUrl): needed in production with the built-in provider; links to confirm and to set a new password are mailed',
    )
  return faults
}

function readFile(path: string): { values: Record<string, unknown>; faults: string[] } {
  if (!existsSync(path)) return { values: {}, faults: [] }
  try {
    const values: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return { values: values as Record<string, unknown>, faults: [] }
    return { values: {}, faults: ['portico.config.json: must be one JSON object'] }
  } catch {
    return { values: {}, faults: ['portico.config.json: is not readable JSON'] }
  }
}
