// Shapes that several routes share.
import { parseAccountId, parseGroupId } from '@parley/protocol';
import { z } from 'zod';

export const accountSchema = z.string().describe('account id, 32 hexadecimal digits');

export const accountParam = z.object({
  account: z.string().refine(text => parseAccountId(text) !== undefined, 'must have 32 hexadecimal digits'),
});

export const base64Schema = z
  .string()
  .max(100_000)
  .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'must be base64');

export const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  temporary: z.boolean(),
  retryAfterMs: z.number().optional(),
  accounts: z.array(z.string()).optional(),
});

export const PROTOBUF = 'application/x-protobuf';

export const OCTETS = 'application/octet-stream';

export const assetParam = z.object({ asset: z.string().regex(/^[0-9a-f]{32}$/, 'must have 32 hexadecimal digits') });

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must have 64 hexadecimal digits');

export const groupParam = z.object({
  group: z.string().refine(text => parseGroupId(text) !== undefined, 'must be g and 32 hexadecimal digits'),
});

export const groupInviteParam = z.object({ invite: sha256Schema });
