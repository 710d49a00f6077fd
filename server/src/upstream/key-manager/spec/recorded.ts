import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One request and what Key Manager 1.2.0.1 answered to it. */
export interface Exchange {
  name: string
  method: string
  /** Below the service's own path, query included. */
  path: string
  request?: Record<string, string>
  status: number
  /** A text where the answer was no JSON document. */
  body: unknown
}

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8')) as {
  certificates: Record<string, string>
  exchanges: Exchange[]
  faults: Exchange[]
}

/** The certificates of the recording, as PEM. */
export const recordedCertificate = (name: string): string => {
  const pem = recorded.certificates[name]
  if (!pem) throw new Error(`no certificate ${name} was recorded`)
  return pem
}

const spelledOut = (exchange: Exchange): Exchange => {
  const { certificateData, ...rest } = exchange.request ?? {}
  return certificateData?.startsWith('$')
    ? { ...exchange, request: { certificateData: recordedCertificate(certificateData.slice(1)), ...rest } }
    : exchange
}

export const exchanges: readonly Exchange[] = recorded.exchanges.map(spelledOut)

export const exchangeNamed = (name: string): Exchange => {
  const found = [...exchanges, ...recorded.faults].find(exchange => exchange.name === name)
  if (!found) throw new Error(`${name} was not recorded`)
  return found
}
