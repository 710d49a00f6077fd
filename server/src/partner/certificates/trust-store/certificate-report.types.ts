import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { explain, languages, type Check, type Report } from '../x509/index.ts'

export const CertificateVerdict = { ACCEPTED: 'ACCEPTED', REFUSED: 'REFUSED' } as const
registerEnumType(CertificateVerdict, { name: 'CertificateVerdict' })

export const CertificateRole = { LEAF: 'LEAF', INTERMEDIATE: 'INTERMEDIATE', ROOT: 'ROOT' } as const
registerEnumType(CertificateRole, { name: 'CertificateRole' })

export const CheckOutcome = { PASSED: 'PASSED', FAILED: 'FAILED', NOT_RUN: 'NOT_RUN' } as const
registerEnumType(CheckOutcome, { name: 'CheckOutcome' })

@ObjectType({ simpleResolvers: true })
export class CertificateInPath {
  @Field(() => Int, { description: 'Position: 0 is the certificate that was checked.' })
  declare index: number

  @Field(() => String)
  declare name: string

  @Field(() => String)
  declare subject: string

  @Field(() => String, { nullable: true })
  declare organisation: string | null

  @Field(() => Boolean, { description: "False: named as issuer, but in nobody's hands." })
  declare known: boolean

  @Field(() => CertificateRole)
  declare role: keyof typeof CertificateRole

  @Field(() => Boolean)
  declare inTrustStore: boolean

  @Field(() => Date, { nullable: true })
  declare validFrom: Date | null

  @Field(() => Date, { nullable: true })
  declare validTo: Date | null

  @Field(() => String, { nullable: true })
  declare thumbprintSha256: string | null

  @Field(() => String, { nullable: true })
  declare keyDescription: string | null
}

@ObjectType({ simpleResolvers: true })
export class CheckText {
  @Field(() => String)
  declare language: string

  @Field(() => String)
  declare title: string

  @Field(() => String)
  declare detail: string

  @Field(() => String, { nullable: true })
  declare remedy: string | null
}

@ObjectType({ simpleResolvers: true })
export class CertificateCheck {
  @Field(() => String, { description: 'Stable name of the rule, e.g. validity.not-after.' })
  declare rule: string

  @Field(() => CheckOutcome)
  declare outcome: keyof typeof CheckOutcome

  @Field(() => Int, { nullable: true, description: 'Index in path; null when it is about the file.' })
  declare certificate: number | null

  @Field(() => String, { nullable: true })
  declare certificateName: string | null

  @Field(() => String, { description: "In the request's language, as are detail and remedy." })
  declare title: string

  @Field(() => String)
  declare detail: string

  @Field(() => String, { nullable: true })
  declare remedy: string | null

  @Field(() => [CheckText], { description: 'The same texts in every language installed.' })
  declare texts: CheckText[]

  @Field(() => String, { nullable: true, description: "The original system's code, e.g. KER-PCM-004." })
  declare code: string | null

  @Field(() => String, { nullable: true, description: 'Where the rule is written, e.g. RFC 5280 §4.1.2.5.' })
  declare reference: string | null
}

@ObjectType({
  description: "The doctor's answer: what was found, by which rule, and what to do.",
  simpleResolvers: true,
})
export class CertificateReport {
  @Field(() => CertificateVerdict)
  declare verdict: keyof typeof CertificateVerdict

  @Field(() => [CertificateInPath], {
    description:
      'The chain drawn, the checked certificate first, its root last. A missing issuer is an entry with known = false.',
  })
  declare path: CertificateInPath[]

  @Field(() => [CertificateCheck])
  declare checks: CertificateCheck[]
}

/** The engine's report in the wire's form, told in the reader's language and in every other one. */
export function toCertificateReport(report: Report, language: string): CertificateReport {
  const told = languages.map(name => ({ name, checks: explain(report, name) }))
  const own = told.find(({ name }) => name === language) ?? told[0]!
  return {
    verdict: report.verdict,
    path: report.path.map(entry => ({
      ...entry,
      organisation: entry.organisation ?? null,
      validFrom: entry.validFrom ?? null,
      validTo: entry.validTo ?? null,
      thumbprintSha256: entry.thumbprintSha256 ?? null,
      keyDescription: entry.keyDescription ?? null,
    })),
    checks: report.checks.map((check: Check, index) => {
      const { title, detail, remedy } = own.checks[index]!
      return {
        rule: check.rule,
        outcome: check.outcome,
        certificate: check.certificate,
        certificateName: check.certificateName ?? null,
        title,
        detail,
        remedy: remedy ?? null,
        texts: told.map(({ name, checks }) => ({
          language: name,
          title: checks[index]!.title,
          detail: checks[index]!.detail,
          remedy: checks[index]!.remedy ?? null,
        })),
        code: check.code ?? null,
        reference: check.reference ?? null,
      }
    }),
  }
}
