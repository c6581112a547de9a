// The settings of every server, also of one that runs alone.
import { limits } from '@parley/protocol';
import { flag, httpsOrLoopback, integer, limitFrom, oneOf, type Table, text } from './config-values.ts';

interface General {
  readonly config: string;
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly web: string;
  readonly trustProxy: string;
  readonly dev: boolean;
  readonly echo: boolean;
}

export const general: Table<General> = {
  config: { default: '', value: 'FILE', description: 'file of settings, see above', parse: text() },
  port: { default: 8080, value: 'N', description: 'port of HTTP and WebSocket', parse: integer(0, 65_535) },
  host: {
    default: '127.0.0.1',
    value: 'ADDRESS',
    description: 'address to listen on; 0.0.0.0 for all',
    parse: text(/^\S+$/, 'an address'),
  },
  data: { default: './data', value: 'FOLDER', description: 'folder of all data', parse: text(/./, 'a folder') },
  web: {
    default: 'auto',
    value: 'FOLDER',
    description:
      'folder of the built web app; auto: the one built beside the server, if there is one; none: no web app',
    parse: text(/./, 'a folder, auto or none'),
  },
  trustProxy: {
    default: '',
    value: 'ADDRESSES',
    description: 'addresses of proxies whose X-Forwarded-For is believed, separated by commas',
    parse: text(/^[0-9a-fA-F.:/,]+$/, 'addresses or ranges, separated by commas'),
  },
  dev: {
    default: false,
    description:
      'development: shows codes to registering clients on this machine, and lifts the limit on codes if it listens to this machine alone',
    parse: flag,
  },
  echo: {
    default: false,
    description:
      'with dev, on this machine alone and with open registration: an account named Echo that answers whoever writes to it',
    parse: flag,
  },
};

interface Registration {
  readonly registration: 'open' | 'invite' | 'closed';
  readonly codeSender: 'console' | 'webhook';
  readonly codeWebhook: string;
  readonly codeWebhookSecret: string;
}

export const registration: Table<Registration> = {
  registration: {
    default: 'open',
    value: 'MODE',
    description: 'who may make an account: open, invite (see `parley invite`) or closed',
    parse: oneOf('open', 'invite', 'closed'),
  },
  codeSender: {
    default: 'console',
    value: 'NAME',
    description: 'how codes are sent: console (the log) or webhook',
    parse: oneOf('console', 'webhook'),
  },
  codeWebhook: {
    default: '',
    value: 'URL',
    description: 'takes POST {phone, code, text} and sends it on; https, or http on this machine',
    parse: httpsOrLoopback,
  },
  codeWebhookSecret: {
    default: '',
    value: 'SECRET',
    secret: true,
    description: 'sent to the webhook as a bearer token',
    parse: text(),
  },
};

interface Watching {
  readonly logLevel: string;
  readonly metricsToken: string;
}

export const watching: Table<Watching> = {
  logLevel: {
    default: 'info',
    value: 'LEVEL',
    description: 'least level of what is logged',
    parse: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  metricsToken: {
    default: '',
    value: 'TOKEN',
    secret: true,
    description: 'bearer token for /metrics; without one only this machine may read them',
    parse: text(),
  },
};

interface Bounds {
  readonly sendsPerSecond: number;
  readonly sendsBurst: number;
  readonly maxInboxRows: number;
  readonly maxStoreBytes: number;
  readonly maxAssetStoreBytes: number;
  readonly maxAccountAssetBytes: number;
  readonly maxConnections: number;
}

export const bounds: Table<Bounds> = {
  sendsPerSecond: {
    default: 100,
    value: 'N',
    description: 'messages a device may send a second, in the long run; 0 for no limit',
    parse: integer(0, 1_000_000),
  },
  sendsBurst: {
    default: 1_000,
    value: 'N',
    description: 'messages a device may send at once',
    parse: integer(1, 1_000_000),
  },
  maxInboxRows: {
    default: 50_000,
    value: 'N',
    description: 'messages that may wait for one device',
    parse: integer(1, 10_000_000),
  },
  maxStoreBytes: {
    default: 0,
    value: 'N',
    description: 'bytes the message store may use before senders hear store_full; 0: until the disk is full',
    parse: limitFrom(1_048_576, Number.MAX_SAFE_INTEGER),
  },
  maxAssetStoreBytes: {
    default: 0,
    value: 'N',
    description: 'bytes all encrypted files may take before uploads hear store_full; 0: until the disk is full',
    parse: limitFrom(1_048_576, Number.MAX_SAFE_INTEGER),
  },
  maxAccountAssetBytes: {
    default: limits.maxAccountAssetBytes,
    value: 'N',
    description: 'bytes the encrypted files of one account may take, each content counted once',
    parse: integer(0, Number.MAX_SAFE_INTEGER),
  },
  maxConnections: { default: 50_000, value: 'N', description: 'connections at once', parse: integer(1, 1_000_000) },
};

export interface ServerConfig extends General, Registration, Watching, Bounds {}
