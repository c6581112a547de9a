// Addresses that nobody in the internet has: who names one wants to reach what stands beside this server.
import { BlockList, isIPv6 } from 'node:net';

const privateV4 = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  const [net, prefix] = range.split('/');
  privateV4.addSubnet(net!, Number(prefix), 'ipv4');
}

/** Of version 6 only what is given out, and of that no tunnels, which end at addresses of version 4. */
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');
const reservedV6 = new BlockList();
reservedV6.addSubnet('2001::', 23, 'ipv6');
reservedV6.addSubnet('2001:db8::', 32, 'ipv6');
reservedV6.addSubnet('2002::', 16, 'ipv6');
reservedV6.addSubnet('3fff::', 20, 'ipv6');

export function isPrivateAddress(address: string): boolean {
  if (!isIPv6(address)) return privateV4.check(address, 'ipv4');
  const mapped = /^(?:::ffff:|64:ff9b::)([\da-f.:]+)$/i.exec(address)?.[1];
  if (mapped) return privateV4.check(dotted(mapped), 'ipv4');
  return !publicV6.check(address, 'ipv6') || reservedV6.check(address, 'ipv6');
}

/** The last four bytes of an address of version 6, as they may be written: `127.0.0.1`, `7f00:1`. */
function dotted(text: string): string {
  if (text.includes('.')) return text;
  const [high = '0', low = '0'] = text.includes(':') ? text.split(':') : ['0', text];
  const bytes = [Number.parseInt(high, 16), Number.parseInt(low, 16)].flatMap(part => [part >> 8, part & 0xff]);
  return bytes.join('.');
}
