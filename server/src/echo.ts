// The account that answers newcomers in development: an ordinary client, which whoever runs the server starts beside it.
import type { Config } from './config.ts';
import { isLoopback } from './config-values.ts';

/** Of the range that is nobody's. */
const ECHO_PHONE = '+15550100000';

/** Its number; undefined: there is none here. Only where codes are shown, for it registers as anybody does. */
export function echoPhone({ echo, dev, host, registration, roles }: Config): string | undefined {
  const serves = roles.includes('gateway') && roles.includes('accounts');
  return echo && dev && isLoopback(host) && registration === 'open' && serves ? ECHO_PHONE : undefined;
}
