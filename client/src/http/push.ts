// The routes of pushes.
import { ParleyError } from '../errors.ts';
import type { PushClient, PushInfo, PushTest } from '../push/push-client.ts';
import type { Http } from './http.ts';

const path = '/v1/push';

export function pushRoutes(http: Http): PushClient {
  return {
    async pushInfo() {
      const info = await http.json<Partial<PushInfo>>('GET', path);
      if (!Array.isArray(info.kinds)) throw new ParleyError('bad_answer');
      return info as PushInfo;
    },
    setPush: target => http.json('PUT', path, target),
    clearPush: () => http.json('DELETE', path),
    async testPush() {
      const test = await http.json<Partial<PushTest>>('POST', `${path}/test`);
      if (typeof test.outcome !== 'string' || typeof test.test !== 'string') throw new ParleyError('bad_answer');
      return test as PushTest;
    },
  };
}
