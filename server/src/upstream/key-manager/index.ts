import type { EntitySchema } from '@mikro-orm/core'
import type { CertificateSigner } from '../../partner/certificates/signing/certificate-signer.port.ts'
import { EmbeddedKeyManager, type EmbeddedDeps } from './embedded.ts'
import { KeyManagerCertificateEntity, KeyManagerKeyEntity } from './key-manager.entity.ts'
import { clientCredentials, givenToken, type TokenSource } from './mosip-token.ts'
import { MosipKeyManager } from './mosip.ts'

/** The operator's settings, under their names in settings.ts. */
export interface KeyManagerConfig {
  /** Empty: the built-in one. */
  keyManagerUrl: string
  keyManagerTokenUrl: string
  keyManagerClientId: string
  keyManagerClientSecret?: string | undefined
  keyManagerToken?: string | undefined
  keyManagerSeconds: number
}

/** The tables of the built-in Key Manager. */
export const keyManagerEntities: EntitySchema[] = [KeyManagerKeyEntity, KeyManagerCertificateEntity]

/** The signer that the settings name, ready: the built-in one has its authorities when this returns. */
export async function createKeyManager(config: KeyManagerConfig, deps: EmbeddedDeps): Promise<CertificateSigner> {
  if (config.keyManagerUrl)
    return new MosipKeyManager({
      url: config.keyManagerUrl,
      token: tokenSource(config, deps),
      seconds: config.keyManagerSeconds,
      clock: deps.clock,
    })
  const embedded = new EmbeddedKeyManager(deps)
  await embedded.prepare()
  return embedded
}

function tokenSource(config: KeyManagerConfig, { clock }: EmbeddedDeps): TokenSource | undefined {
  if (config.keyManagerToken) return givenToken(config.keyManagerToken)
  if (!config.keyManagerTokenUrl) return undefined
  return clientCredentials({
    tokenUrl: config.keyManagerTokenUrl,
    clientId: config.keyManagerClientId,
    clientSecret: config.keyManagerClientSecret ?? '',
    seconds: config.keyManagerSeconds,
    clock,
  })
}
