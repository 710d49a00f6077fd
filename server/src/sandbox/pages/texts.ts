import type { Role } from '../../account/index.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { FrameTexts } from '../../platform/pages/page.ts'
import type { Domain } from '../authorities.seed.ts'
import type { CertificateKind } from '../authority/kinds.ts'
import type { IssueProblem } from '../authority/issue.ts'
import type { MoveRefusal } from '../clock/clock-mover.ts'
import { arabic } from './texts.ar.ts'
import { english } from './texts.en.ts'
import { french } from './texts.fr.ts'

/** Roles that the seeded people hold. */
export type SeededRole = Extract<
  Role,
  | 'PARTNER_ADMIN'
  | 'POLICYMANAGER'
  | 'AUTH_PARTNER'
  | 'CREDENTIAL_PARTNER'
  | 'ONLINE_VERIFICATION_PARTNER'
  | 'ABIS_PARTNER'
  | 'SDK_PARTNER'
  | 'MISP_PARTNER'
  | 'DEVICE_PROVIDER'
  | 'FTM_PROVIDER'
>

/** Jobs that are called by words; another one is called by its name. */
export type JobName =
  | 'expiry-notices'
  | 'weekly-summary'
  | 'certificate-recheck'
  | 'notice-retention'
  | 'outbox-retention'
  | 'audit-seal'
  | 'administrator-directory'
  | 'job-run-retention'

/** Every word of the sandbox's pages; the compiler demands all of them in every language. */
export interface SandboxTexts extends FrameTexts {
  parts: string
  overview: {
    name: string
    title: string
    lede: string
    onlyHere: string
    everybody: string
    today: string
    portal: string
    signIns: string
    samePassword: string
    person: string
    username: string
    password: string
    email: string
    organisation: string
    roles: Record<SeededRole, string>
    wasReset: string
  }
  inbox: {
    name: string
    title: string
    lede: string
    about: string
    to: string
    show: string
    all: string
    empty: string
    emptyHow: string
    emptyFor: (address: string) => string
    subject: string
    time: string
    state: string
    states: Record<'QUEUED' | 'SENT' | 'FAILED', string>
    channels: Record<'MAIL' | 'SMS', string>
    noSubject: string
    newest: string
    older: string
    back: string
    layout: string
    plain: string
    forgotten: string
    alone: string
  }
  clock: {
    name: string
    title: string
    lede: string
    about: string
    business: string
    real: string
    difference: string
    same: string
    ahead: (days: string) => string
    behind: (days: string) => string
    days: Record<1 | 7 | 30, string>
    date: string
    dateHint: string
    go: string
    backToReal: string
    what: string
    whatText: string
    moved: (days: string) => string
    movedBack: string
    failed: (names: string) => string
    jobs: Record<JobName, string>
    problem: Record<MoveRefusal | 'no-date', string>
  }
  authority: {
    name: string
    title: string
    lede: string
    about: string
    domain: string
    domains: Record<Domain, string>
    organisation: string
    organisationHint: string
    kind: string
    kinds: Record<CertificateKind, string>
    csr: string
    optional: string
    csrHint: string
    csrFile: string
    issue: string
    problemTitle: string
    problems: Record<IssueProblem, string>
    result: string
    resultLede: string
    doctor: string
    doctorHow: string
    certificate: string
    key: string
    keyOnce: string
    chain: string
    chainHow: string
    download: (file: string) => string
    another: string
  }
  reset: {
    name: string
    title: string
    about: string
    lede: string
    goes: readonly string[]
    stays: string
    ask: string
    yes: string
    no: string
  }
  refused: { title: string; text: string; again: string }
}

const all: Record<Language, SandboxTexts> = { en: english, fr: french, ar: arabic }

export const sandboxTexts = (language: Language): SandboxTexts => all[language]
