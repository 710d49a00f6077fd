import { pino, type Logger } from 'pino'

export type { Logger }

/**
 * The structured log: one JSON line an event, with the request's id where there is one. Nothing personal is logged:
 * whoever logs passes ids, codes and durations; the paths below are cut as a second line of defence.
 */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.password', '*.email', '*.phone', '*.cookie', '*.authorization', '*.token', '*.secret', 'req.headers'],
      remove: true,
    },
  })
