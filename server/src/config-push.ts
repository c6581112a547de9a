// The settings of pushes to devices that are not connected.
import { flag, listOf, type Table, text } from './config-values.ts';
import { vapidKeyOf } from './push/vapid-key.ts';

export interface PushConfig {
  readonly pushVapidKey: string;
  readonly pushContact: string;
  readonly pushHosts: readonly string[];
  readonly pushInnerHosts: readonly string[];
  readonly pushFcmAccount: string;
  readonly pushApnsKey: string;
  readonly pushApnsKeyId: string;
  readonly pushApnsTeam: string;
  readonly pushApnsTopic: string;
  readonly pushApnsSandbox: boolean;
}

/** Those of the browsers, and the one that people without Google mostly use. */
const publicHosts = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  '*.notify.windows.com',
  '*.push.apple.com',
  'ntfy.sh',
];

const host = text(/^(\*|(\*\.)?[a-z\d][a-z\d.:-]*)$/, 'a name in lower case, *. before one for all below it, or *');

const vapidKey = (given: string): string => vapidKeyOf(given).privateKey;

const contact = text(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'mailto: and an address, or an https URL');

export const push: Table<PushConfig> = {
  pushVapidKey: {
    default: '',
    value: 'KEY',
    secret: true,
    description:
      'private key by which push services of browsers know this server, 32 bytes in base64url; without it one is made and kept in the data folder',
    parse: vapidKey,
  },
  pushContact: {
    default: 'mailto:operator@parley.invalid',
    value: 'ADDRESS',
    description: 'where push services reach you when something is wrong with your pushes: mailto:… or https://…',
    parse: contact,
  },
  pushHosts: {
    default: publicHosts,
    written: publicHosts.join(','),
    value: 'LIST',
    description:
      'hosts that devices may name as their push service, separated by commas: names, `*.` before one for all below it, or `*` for every one in the internet',
    parse: listOf(host),
  },
  pushInnerHosts: {
    default: [],
    value: 'LIST',
    description: 'the same for push services in your own network: only these may have private addresses, and http',
    parse: listOf(host),
  },
  pushFcmAccount: {
    default: '',
    value: 'JSON',
    secret: true,
    description: 'service account of Firebase, for apps on Android',
    parse: text(/^\s*\{.*\}\s*$/s, 'the JSON of a service account'),
  },
  pushApnsKey: {
    default: '',
    value: 'PEM',
    secret: true,
    description: 'key for Apple’s push service (.p8), for apps on iOS and macOS',
    parse: text(/^\s*-----BEGIN PRIVATE KEY-----/, 'a private key in PEM'),
  },
  pushApnsKeyId: { default: '', value: 'ID', description: 'id of that key', parse: text(/^\w{10}$/, 'ten characters') },
  pushApnsTeam: { default: '', value: 'ID', description: 'id of its team', parse: text(/^\w{10}$/, 'ten characters') },
  pushApnsTopic: {
    default: '',
    value: 'ID',
    description: 'bundle id of the app',
    parse: text(/^[\w.-]+$/, 'a bundle id'),
  },
  pushApnsSandbox: { default: false, description: 'apps that are under development, at Apple’s sandbox', parse: flag },
};
