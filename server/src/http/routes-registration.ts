import { fromBase64, type Limits, toBase64 } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import { sendError } from './errors.ts';
import { accountSchema, base64Schema, errorSchema } from './schemas.ts';

export interface RegistrationRouteDeps {
  accounts: Accounts;
  limits: Limits;
  /** True where the request may be shown its code. */
  mayShowCode: (request: {
    remoteAddress: string | undefined;
    headers: Record<string, string | string[] | undefined>;
  }) => boolean;
  dev: boolean;
}

const idSchema = z.object({ registration: z.string().max(64).describe('as answered to POST /v1/registrations') });

export function registrationRoutes({
  accounts,
  limits,
  mayShowCode,
  dev,
}: RegistrationRouteDeps): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.post(
      '/v1/registrations',
      {
        schema: {
          tags: ['registration'],
          summary: 'Send a code to a phone number',
          body: z.object({
            phone: z.string().max(40).describe('E.164: + and country code'),
            invite: z.string().max(64).optional(),
          }),
          response: {
            201: z.object({
              registration: z.string(),
              expiresAt: z.number(),
              codeDigits: z.number(),
              developmentCode: z.string().optional(),
              invitedCode: z.string().optional(),
            }),
            '4xx': errorSchema,
          },
        },
      },
      async (request, reply) => {
        const showCode = mayShowCode({ remoteAddress: request.raw.socket.remoteAddress, headers: request.headers });
        const { phone, invite } = request.body;
        const outcome = await accounts.startRegistration({ phone, invite, address: request.ip, showCode });
        if (!outcome.ok) return sendError(reply, outcome.error) as never;
        const { registration, expiresAt, code } = outcome.value;
        const shown = code === undefined ? {} : dev && showCode ? { developmentCode: code } : { invitedCode: code };
        return reply.code(201).send({ registration, expiresAt, codeDigits: limits.codeDigits, ...shown });
      },
    );

    app.post(
      '/v1/registrations/:registration/code',
      {
        schema: {
          tags: ['registration'],
          summary: 'Confirm the code',
          params: idSchema,
          body: z.object({ code: z.string().max(16) }),
          response: {
            200: z.object({
              account: accountSchema,
              device: z.number(),
              listVersion: z.number(),
              previousHash: z.string().optional().describe('SHA-256 of the device list before, base64'),
              pin: z.literal(true).optional().describe('the PIN of the account is needed'),
              recovery: z.literal(true).optional().describe('something is kept that the recovery code opens'),
            }),
            '4xx': errorSchema,
          },
        },
      },
      async (request, reply) => {
        const outcome = await accounts.confirmCode({
          registration: request.params.registration,
          code: request.body.code,
        });
        if (!outcome.ok) return sendError(reply, outcome.error) as never;
        const { account, device, listVersion, previousHash, isRecoverable, isPinAsked } = outcome.value;
        return {
          account,
          device,
          listVersion,
          ...(previousHash ? { previousHash: toBase64(previousHash) } : {}),
          ...(isPinAsked ? { pin: true as const } : {}),
          ...(isRecoverable ? { recovery: true as const } : {}),
        };
      },
    );

    app.post(
      '/v1/registrations/:registration/complete',
      {
        schema: {
          tags: ['registration'],
          summary: 'Publish the device list and keys, and get an access token',
          params: idSchema,
          body: z.object({
            deviceList: base64Schema.describe('a serialised SignedDeviceList'),
            keys: base64Schema.describe('a serialised KeyUpload'),
          }),
          response: {
            201: z.object({ account: accountSchema, device: z.number(), token: z.string() }),
            '4xx': errorSchema,
          },
        },
      },
      async (request, reply) => {
        const { deviceList, keys } = request.body;
        const outcome = await accounts.completeRegistration({
          registration: request.params.registration,
          deviceList: fromBase64(deviceList),
          keys: fromBase64(keys),
        });
        if (!outcome.ok) return sendError(reply, outcome.error) as never;
        return reply.code(201).send(outcome.value);
      },
    );
    done();
  };
}
