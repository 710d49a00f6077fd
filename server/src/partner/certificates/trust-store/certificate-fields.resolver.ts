import { Ctx, FieldResolver, Resolver, Root, type ClassType } from 'type-graphql'
import type { OperationContext } from '../../../platform/graphql/context.ts'
import type { Certificate } from '../x509/index.ts'

/** A wire object whose row tells which certificate it shows. */
interface Described {
  row: { id: string }
}

/**
 * Fields of a type that only the certificate itself knows: read when asked for, by the same loader for all of them.
 * The type's resolver extends what this returns and says where the certificate is.
 */
export function certificateFields(type: () => ClassType<Described>) {
  @Resolver(type)
  abstract class CertificateFields {
    protected abstract certificate(id: string, context: OperationContext): Promise<Certificate>

    @FieldResolver(() => String)
    async subject(@Root() { row }: Described, @Ctx() context: OperationContext): Promise<string> {
      return (await this.certificate(row.id, context)).subject.text
    }

    @FieldResolver(() => String)
    async issuer(@Root() { row }: Described, @Ctx() context: OperationContext): Promise<string> {
      return (await this.certificate(row.id, context)).issuer.text
    }

    @FieldResolver(() => String, { description: 'In hexadecimal.' })
    async serialNumber(@Root() { row }: Described, @Ctx() context: OperationContext): Promise<string> {
      return (await this.certificate(row.id, context)).serialNumber
    }

    @FieldResolver(() => String, { description: 'Kind and size of its key, e.g. RSA 2048.' })
    async keyDescription(@Root() { row }: Described, @Ctx() context: OperationContext): Promise<string> {
      return (await this.certificate(row.id, context)).keyDescription
    }

    @FieldResolver(() => String)
    async signatureAlgorithm(@Root() { row }: Described, @Ctx() context: OperationContext): Promise<string> {
      return (await this.certificate(row.id, context)).signatureAlgorithm
    }
  }
  return CertificateFields
}
