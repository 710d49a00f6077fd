import { isIP } from 'node:net'
import { z } from 'zod'
import { readSchedules } from './platform/jobs/schedule.ts'

/** One setting of the operator: its name in `portico.config.json`, its variable, and what it means. */
export interface Setting<T = unknown> {
  variable: string
  /** Another name of the variable, which counts where the first is not set. */
  also?: string
  /** Said in docs/operating.md; a spec compares. */
  meaning: string
  schema: z.ZodType<T>
  secret?: true
}

const setting = <T>(variable: string, meaning: string, schema: z.ZodType<T>, secret?: true): Setting<T> => ({
  variable,
  meaning,
  schema,
  ...(secret ? { secret } : {}),
})

const whole = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(fallback)
const address = z.url({ protocol: /^https?$/ })
/** Addresses and networks, as proxies are named: 10.0.0.1, 10.0.0.0/8, fd00::/8, loopback. */
const isNetwork = (text: string): boolean => {
  const [host = '', bits, more] = text.split('/')
  if (more === undefined && bits === undefined && ['loopback', 'linklocal', 'uniquelocal'].includes(host)) return true
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(host)] ?? -1
  return more === undefined && most > 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))
}
const optional = z
  .string()
  .optional()
  .transform(text => text || undefined)

/** Every setting there is. Order is the order of the document. */
export const settings = {
  mode: setting(
    'PORTICO_MODE',
    'sandbox (seeded, everything explained), development (empty, explorer on) or production.',
    z.enum(['sandbox', 'development', 'production']).default('sandbox'),
  ),
  port: setting('PORT', 'TCP port of the one origin.', whole(1, 65_535, 4_000)),
  host: setting('HOST', 'Address to listen on. 0.0.0.0 for every interface.', z.string().min(1).default('127.0.0.1')),
  data: setting(
    'PORTICO_DATA',
    'Folder of the embedded database, files and generated keys.',
    z.string().min(1).default('./data'),
  ),
  origin: setting(
    'PORTICO_ORIGIN',
    'Public address as browsers see it, without a path. Empty: http://localhost and the port.',
    z
      .union([
        z.literal(''),
        address
          .refine(text => /^https?:\/\/[^/?#@]+\/?$/i.test(text), 'must be scheme and host alone, without a path')
          // As browsers write it in the header Origin: small letters, no usual port, no slash.
          .transform(text => new URL(text).origin),
      ])
      .default(''),
  ),
  trustProxy: setting(
    'PORTICO_TRUST_PROXY',
    'Addresses of reverse proxies whose X-Forwarded headers count, separated by commas. Empty: none.',
    z
      .string()
      .refine(
        text => text === '' || text.split(',').every(proxy => isNetwork(proxy.trim())),
        'must be addresses or networks, separated by commas',
      )
      .default(''),
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    'mysql://user:password@host/name or mariadb://… Empty: SQLite in the data folder.',
    z
      .string()
      .regex(/^((mysql|mariadb):\/\/.+)?$/, 'must begin with mysql:// or mariadb://, or be empty')
      .refine(
        text => text === '' || URL.canParse(text),
        'must be an address; write special characters of the password as %2F and the like',
      )
      .default(''),
    true,
  ),
  databasePool: setting('DATABASE_POOL', 'Connections to a database server, at most.', whole(1, 200, 10)),
  redisUrl: setting(
    'REDIS_URL',
    'Redis that carries events between several servers: redis://user:password@host:port, or rediss:// for TLS. Empty: one server only.',
    z
      .string()
      .regex(/^(rediss?:\/\/[^/].*)?$/, 'must begin with redis:// or rediss://, or be empty')
      .refine(
        text => text === '' || URL.canParse(text),
        'must be an address; write special characters of the password as %2F and the like',
      )
      .default(''),
    true,
  ),
  dataKey: setting(
    'PORTICO_DATA_KEY',
    'Key of everything encrypted at rest: 32 bytes in base64. Needed in production; elsewhere made once in the data folder.',
    optional.refine(
      text => text === undefined || Buffer.from(text, 'base64').length === 32,
      'must be 32 bytes in base64',
    ),
    true,
  ),
  partnerIssuer: setting(
    'PORTICO_PARTNER_ISSUER',
    'OpenID issuer for partners and administrators. Empty: the built-in provider.',
    z.union([z.literal(''), address]).default(''),
  ),
  partnerClientId: setting('PORTICO_PARTNER_CLIENT_ID', 'Client id at that issuer.', z.string().default('portico')),
  partnerClientSecret: setting('PORTICO_PARTNER_CLIENT_SECRET', 'Client secret at that issuer.', optional, true),
  partnerRolesClaim: setting(
    'PORTICO_PARTNER_ROLES_CLAIM',
    'Where that issuer lists roles, as a path with dots in its ID token or userinfo.',
    z
      .string()
      .regex(/^[^\s.]+(\.[^\s.]+)*$/, 'must be names with dots between them')
      .default('realm_access.roles'),
  ),
  directoryUrl: setting(
    'PORTICO_DIRECTORY_URL',
    'Admin API of the Keycloak realm, e.g. https://keycloak.example/admin/realms/portico, where administrators who never signed in are found. Empty: they are known from their first sign-in on.',
    z.union([z.literal(''), address]).default(''),
  ),
  idleSeconds: setting(
    'PORTICO_IDLE_SECONDS',
    'Seconds without activity before the prompt (R-SES-01).',
    whole(60, 86_400, 1_500),
  ),
  promptSeconds: setting(
    'PORTICO_PROMPT_SECONDS',
    'Seconds the prompt counts down before sign-out (R-SES-01).',
    whole(10, 3_600, 300),
  ),
  sessionHours: setting('PORTICO_SESSION_HOURS', 'Hours after which a session ends, active or not.', whole(1, 24, 12)),
  logLevel: setting(
    'LOG_LEVEL',
    'fatal, error, warn, info, debug or silent.',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  ),
  metricsToken: setting(
    'PORTICO_METRICS_TOKEN',
    'Bearer token that /metrics asks for. Empty: loopback callers only.',
    optional,
    true,
  ),
  operationSeconds: setting(
    'PORTICO_OPERATION_SECONDS',
    'Seconds a statement may run on a database server.',
    whole(1, 120, 10),
  ),
  pointsPerMinute: setting(
    'PORTICO_POINTS_PER_MINUTE',
    'GraphQL points a session may spend a minute; a stranger a tenth of it.',
    whole(1_000, 1_000_000_000, 60_000),
  ),
  certificateDays: setting(
    'PORTICO_CERTIFICATE_DAYS',
    "Days of life that a partner's certificate must have left when it is uploaded (R-CRT-05).",
    whole(1, 3_650, 335),
  ),
  noticeDays: setting(
    'PORTICO_NOTICE_DAYS',
    'Days before an expiry on which it is announced, separated by commas; 0 is the last day (R-NOT-01). At most 20, up to 365.',
    z
      .string()
      .regex(/^\d{1,3}(,\d{1,3}){0,19}$/, 'must be 1 to 20 whole numbers, separated by commas')
      .default('30,15,10,9,8,7,6,5,4,3,2,1,0')
      .transform(text => [...new Set(text.split(',').map(Number))])
      .refine(days => days.every(day => day <= 365), 'must be numbers up to 365'),
  ),
  noticeSkipPartners: setting(
    'PORTICO_NOTICE_SKIP_PARTNERS',
    'Public ids of partners whose people are never told of expiries, separated by commas; for those of the platform itself. Empty: none.',
    z
      .string()
      .default('')
      .transform(text =>
        text
          .split(',')
          .map(code => code.trim())
          .filter(Boolean),
      ),
  ),
  noticeRetention: setting(
    'PORTICO_NOTICE_RETENTION',
    'Whether old notices are deleted each day: true or false (R-NOT-07).',
    z
      .enum(['true', 'false'])
      .default('true')
      .transform(text => text === 'true'),
  ),
  noticeKeptDays: setting(
    'PORTICO_NOTICE_KEPT_DAYS',
    'Days that notices are kept, dismissed or not, where old ones are deleted.',
    whole(1, 3_650, 60),
  ),
  jobSchedules: setting(
    'PORTICO_JOB_SCHEDULES',
    'Schedules of jobs in place of their own, as name=cron;name=cron: five fields, in UTC. The page of jobs lists the names.',
    z
      .string()
      .refine(text => readSchedules(text) !== null, 'must be name=cron, separated by semicolons, each with five fields')
      .default(''),
  ),
  jobLeaseSeconds: setting(
    'PORTICO_JOB_LEASE_SECONDS',
    'Seconds after which a job of a server that died may be taken up by another one.',
    whole(1, 3_600, 60),
  ),
  mongodbUrl: setting(
    'MONGODB_URL',
    "MongoDB through which several servers share the jobs' bells: mongodb://user:password@host:port/name. Empty: each rings its own.",
    z
      .string()
      .regex(/^(mongodb(\+srv)?:\/\/[^/].*)?$/, 'must begin with mongodb:// or mongodb+srv://, or be empty')
      .default(''),
    true,
  ),
  keyManagerUrl: setting(
    'KEYMANAGER_URL',
    'Address of MOSIP Key Manager with its path, e.g. https://host/v1/keymanager. Empty: the built-in one.',
    z.union([z.literal(''), address]).default(''),
  ),
  keyManagerTokenUrl: setting(
    'KEYMANAGER_TOKEN_URL',
    'OpenID token endpoint where a token for Key Manager is got by client credentials. Empty: none is needed.',
    z.union([z.literal(''), address]).default(''),
  ),
  keyManagerClientId: setting(
    'KEYMANAGER_CLIENT_ID',
    'Client id at that endpoint.',
    z.string().default('mosip-pms-client'),
  ),
  keyManagerClientSecret: setting('KEYMANAGER_CLIENT_SECRET', 'Client secret at that endpoint.', optional, true),
  keyManagerToken: setting(
    'KEYMANAGER_TOKEN',
    'A token for Key Manager that was got elsewhere; used instead of the endpoint.',
    optional.refine(
      text => text === undefined || /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text),
      'must be a JSON web token: three parts with dots between them',
    ),
    true,
  ),
  keyManagerSeconds: setting('KEYMANAGER_SECONDS', 'Seconds to wait for Key Manager.', whole(1, 60, 10)),
  smtpUrl: {
    also: 'SMTP_URL',
    ...setting(
      'PORTICO_SMTP_URL',
      'Mail server: smtp://user:password@host:port, or smtps:// for TLS from the first byte. SMTP_URL is read as well. Empty: mails stay in the inbox of the sandbox. Needed in production with the built-in provider.',
      z
        .string()
        .regex(/^(smtps?:\/\/[^/].*)?$/, 'must begin with smtp:// or smtps://, or be empty')
        .refine(
          text => text === '' || URL.canParse(text),
          'must be an address; write special characters of the password as %2F and the like',
        )
        .default(''),
      true,
    ),
  },
  mailFrom: setting(
    'PORTICO_MAIL_FROM',
    'Sender of mails: an address, or a name with it, e.g. Portico <portico@id.example>. Needed with a mail server.',
    z
      .string()
      .regex(
        /^([^<>\r\n@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)?$/,
        'must be an address, or a name and <an address>',
      )
      .default(''),
  ),
  mailLease: setting(
    'PORTICO_MAIL_LEASE_SECONDS',
    'Seconds that a server takes mails for; those of a server that died go out after it.',
    whole(2, 3_600, 120),
  ),
  mailPauses: setting(
    'PORTICO_MAIL_PAUSES',
    'Seconds between the tries to send a mail, separated by commas; after one try more than there are it is given up.',
    z
      .string()
      .regex(/^\d{1,6}(,\d{1,6}){0,19}$/, 'must be 1 to 20 whole numbers, separated by commas')
      .default('60,900,10800,72000'),
  ),
} satisfies Record<string, Setting>

export type SettingName = keyof typeof settings
