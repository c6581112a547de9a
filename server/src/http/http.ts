// The HTTP side: routes, their OpenAPI document, and the errors they answer with. What is live goes over the gateway.
import { type Limits, wireError } from '@parley/protocol';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import {
  type FastifyPluginCallbackZod,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { Accounts } from '../accounts/accounts.ts';
import type { Privacies } from '../accounts/privacy.ts';
import type { Assets } from '../assets/assets.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Groups } from '../groups/groups.ts';
import type { Keys } from '../keys/keys.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { withRequest } from '../lib/request-id.ts';
import type { Messages } from '../messages/messages.ts';
import type { Push } from '../push/push.ts';
import { createAuth } from './auth.ts';
import { registerDocs } from './docs.ts';
import { codeOf, endWithError, registerErrors, sendError } from './errors.ts';
import { createMethods } from './methods.ts';
import { accountRoutes } from './routes-accounts.ts';
import { assetRoutes, uploadRoutes } from './routes-assets.ts';
import { blobRoutes } from './routes-blobs.ts';
import { deviceListRoutes } from './routes-device-lists.ts';
import { deviceRoutes } from './routes-devices.ts';
import { groupInviteRoutes } from './routes-group-invites.ts';
import { groupRoutes } from './routes-groups.ts';
import { keyRoutes } from './routes-keys.ts';
import { linkRoutes } from './routes-links.ts';
import { messageRoutes } from './routes-messages.ts';
import { pinGivingRoutes, pinRoutes } from './routes-pin.ts';
import { privacyRoutes, reportRoutes } from './routes-privacy.ts';
import { profileRoutes } from './routes-profiles.ts';
import { pushRoutes } from './routes-push.ts';
import { recoveryReadRoutes, recoveryRoutes } from './routes-recovery.ts';
import { type RegistrationRouteDeps, registrationRoutes } from './routes-registration.ts';
import { type ServerRouteDeps, serverRoutes } from './routes-server.ts';
import { PROTOBUF } from './schemas.ts';
import { registerWebApp } from './web-app.ts';

export interface HttpDeps extends ServerRouteDeps, Pick<RegistrationRouteDeps, 'mayShowCode' | 'dev'> {
  authenticate: Accounts['authenticate'];
  /** The rooms of this process: routes of another one say that they are not served here. */
  accounts?: Accounts | undefined;
  assets?: Assets | undefined;
  groups?: Groups | undefined;
  keys?: Keys | undefined;
  privacies?: Privacies | undefined;
  messages?: Messages | undefined;
  gateway?: Gateway | undefined;
  rates: RateLimits;
  push?: Push | undefined;
  limits: Limits;
  /** Addresses of proxies, separated by commas; empty: none. */
  trustProxy: string;
  /** Folder of the built web app; undefined: none is served. */
  web: string | undefined;
  /** Where files are fetched that many fetch; empty: here. */
  edgeUrl?: string;
  log: Logger;
}

const SOCKET_PATH = '/v1/socket';
const NO_UPGRADE = wireError(
  'bad_request',
  'This address takes WebSockets. If a proxy is in between, it must pass on the headers Upgrade and Connection.',
);

const NOT_HERE = wireError(
  'unavailable',
  'Another process serves this path. If you see this, the load balancer sends it to the wrong one: see deploy/nginx.',
);

/** Routes of a room that another process may run: they are documented everywhere, and served where the room is. */
function served<Room>(
  room: Room | undefined,
  routes: (room: Room) => FastifyPluginCallbackZod,
): FastifyPluginCallbackZod {
  if (room) return routes(room);
  return (app, options, done) => {
    app.addHook('onRequest', async (_request, reply) => sendError(reply, NOT_HERE));
    routes({} as Room)(app, options, done);
  };
}

/** Fastify says that it listens, once for each address; whoever starts the server says it, once. */
function withoutInfo(log: Logger): Logger {
  return log.isLevelEnabled('info') ? log.child({}, { level: 'warn' }) : log;
}

export async function createHttp(deps: HttpDeps): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: withoutInfo(deps.log) as never,
    logController: new LogController({ disableRequestLogging: true }), // paths carry registration ids
    bodyLimit: deps.limits.maxHttpBodyBytes,
    trustProxy: deps.trustProxy || false,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: true,
    frameworkErrors: (error, _request, reply) => sendError(reply as never, wireError(codeOf(error))),
    clientErrorHandler: (error, socket) => endWithError(socket, wireError(codeOf(error))),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addContentTypeParser(PROTOBUF, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.decorateRequest('device', undefined);
  app.addHook('onRequest', (request, _reply, next) => withRequest(request.id, next));
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cache-control', reply.getHeader('cache-control') ?? 'no-store');
    reply.header('referrer-policy', 'no-referrer');
  });
  const methods = createMethods();
  app.addHook('onRoute', methods.onRoute);
  registerErrors(app as never, methods.allowedAt);
  await registerDocs(app as never, deps.version, jsonSchemaTransform);
  await app.register(serverRoutes(deps));
  app.get(SOCKET_PATH, { schema: { hide: true } }, async (_, reply) => sendError(reply, NO_UPGRADE));
  const { accounts, assets, groups, keys, messages, privacies, gateway, push, rates, limits } = deps;
  await app.register(served(accounts, at => registrationRoutes({ ...deps, accounts: at })));
  await app.register(served(accounts, at => pinGivingRoutes({ accounts: at })));
  await app.register(served(accounts, at => recoveryReadRoutes({ accounts: at })));
  await app.register(served(accounts, at => linkRoutes({ accounts: at, limits })));
  await app.register(served(assets, at => blobRoutes({ assets: at, limits })));
  await app.register(async own => {
    own.addHook('onRequest', createAuth(deps));
    own.addHook('onRoute', route => {
      route.schema = { ...route.schema, security: [{ token: [] }] };
    });
    await own.register(served(accounts, at => accountRoutes({ accounts: at, rates, limits })));
    await own.register(served(accounts, at => deviceRoutes({ accounts: at, rates, limits })));
    await own.register(served(accounts, at => pinRoutes({ accounts: at, rates, limits })));
    await own.register(served(accounts, at => recoveryRoutes({ accounts: at, rates, limits })));
    await own.register(served(accounts, at => profileRoutes({ accounts: at, rates, limits })));
    await own.register(served(accounts, at => deviceListRoutes({ accounts: at, limits })));
    await own.register(served(privacies, at => privacyRoutes({ privacies: at, rates, limits })));
    await own.register(served(privacies, at => reportRoutes({ privacies: at, rates, limits })));
    await own.register(served(keys, at => keyRoutes({ keys: at, limits })));
    await own.register(served(messages, at => messageRoutes({ messages: at, limits })));
    await own.register(served(assets, at => assetRoutes({ assets: at, rates, limits })));
    await own.register(served(assets, at => uploadRoutes({ assets: at, limits })));
    await own.register(served(groups, at => groupRoutes({ groups: at })));
    await own.register(served(groups, at => groupInviteRoutes({ groups: at })));
    await own.register(served(push, at => pushRoutes({ push: at, limits })));
  });
  if (deps.web !== undefined) await registerWebApp(app as never, deps.web, deps.edgeUrl);
  app.server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] === SOCKET_PATH && gateway) return gateway.upgrade(request, socket, head);
    endWithError(socket, wireError('not_found'));
  });
  return app as unknown as FastifyInstance;
}
