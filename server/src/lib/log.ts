import pino, { type Logger } from 'pino';

/** Structured logs on stderr, one JSON object a line: stdout belongs to the command that serves. */
export function createLog(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: pino.stdSerializers.err } },
    pino.destination({ dest: 2, sync: false }),
  );
}
