import { defineEntity, p } from '@mikro-orm/core'
import { UserEntity } from '../user.entity.ts'

/** Terms as they were shown, by fingerprint (decisions §1, Terms); the texts are files of this folder. */
export const TermsEntity = defineEntity({
  name: 'Terms',
  tableName: 'terms',
  properties: {
    version: p.string().length(32).primary(),
    language: p.string().length(8).primary(),
    sha256: p.string().length(64),
    firstShownAt: p.datetime(3),
  },
})

/** Who accepted which version, and when. A new version asks again. */
export const ConsentEntity = defineEntity({
  name: 'Consent',
  tableName: 'consent',
  properties: {
    user: () => p.manyToOne(UserEntity).mapToPk().primary().deleteRule('cascade'),
    version: p.string().length(32).primary(),
    /** The language it was read in. */
    language: p.string().length(8),
    acceptedAt: p.datetime(3),
  },
})
