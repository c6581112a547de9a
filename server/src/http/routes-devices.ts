// The devices of one's own account: which there are, and the next signed list of them.
import { fromBase64, type Limits } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { sendError } from './errors.ts';
import { createRate } from './rate.ts';
import { base64Schema, errorSchema, sha256Schema } from './schemas.ts';

const HOUR_MS = 3_600_000;

interface DeviceRouteDeps {
  accounts: Pick<Accounts, 'devicesOf' | 'changeDevices'>;
  rates: RateLimits;
  limits: Limits;
}

export function deviceRoutes({ accounts, rates, limits }: DeviceRouteDeps): FastifyPluginCallbackZod {
  const takeChange = createRate(rates, {
    name: 'device-changes',
    points: limits.deviceChangesPerHour,
    windowMs: HOUR_MS,
  });
  return (app, _, done) => {
    app.get(
      '/v1/devices',
      {
        schema: {
          tags: ['devices'],
          summary: 'The devices of this account; their names are in the signed list',
          response: {
            200: z.object({
              devices: z.array(
                z.object({
                  device: z.number(),
                  linkedAt: z.number(),
                  lastActiveAt: z.number().optional().describe('to the hour'),
                }),
              ),
              nextDevice: z.number().describe('the number that a new device gets'),
            }),
            '4xx': errorSchema,
          },
        },
      },
      async request => {
        const { devices, nextDevice } = await accounts.devicesOf(request.device!.account);
        return { devices: [...devices], nextDevice };
      },
    );

    app.post(
      '/v1/devices',
      {
        schema: {
          tags: ['devices'],
          summary: 'Publish the next device list, signed by the account key: link, rename or unlink devices',
          body: z.object({
            deviceList: base64Schema.describe('a serialised SignedDeviceList'),
            added: z
              .object({ keys: base64Schema.describe('a serialised KeyUpload'), tokenHash: sha256Schema })
              .optional()
              .describe('of the device that the list before does not name'),
          }),
          response: { 200: z.object({ listVersion: z.number() }), '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeChange(account);
        if (limited) return sendError(reply, limited) as never;
        const { deviceList, added } = request.body;
        const device = added && { keys: fromBase64(added.keys), tokenHash: added.tokenHash };
        const outcome = await accounts.changeDevices(account, fromBase64(deviceList), device);
        return outcome.ok ? outcome.value : (sendError(reply, outcome.error) as never);
      },
    );
    done();
  };
}
