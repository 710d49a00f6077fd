export type * from './certificate-signer.port.ts'
