// The nginx in front of a cluster on this machine: each path goes to the role that serves it.
import { httpDefaults } from '../parts/nginx.ts';
import type { ClusterRole, Member } from './plan.ts';

/** What begins with these; everything else, the socket too, is a gateway's. */
const paths: Readonly<Record<string, ClusterRole>> = {
  '/v1/(account|accounts|session|registrations|keys)': 'accounts',
  '/v1/(groups|group-invites)': 'groups',
  '/v1/(assets|uploads|blobs)': 'assets',
};

/** No header says that a request was forwarded: in development, codes are shown to programs of this machine alone. */
export function frontConfig(members: readonly Member[], port: number): string {
  const roles = [...new Set(members.map(({ role }) => role))];
  const upstreams = roles.map(role => {
    const servers = members.filter(member => member.role === role);
    return `upstream ${role} { least_conn; keepalive 16; ${servers.map(upstreamServer).join(' ')} }`;
  });
  const locations = Object.entries(paths).filter(([, role]) => roles.includes(role));
  return `http {
${httpDefaults}
map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
${upstreams.join('\n')}
server {
  listen 127.0.0.1:${port};
  client_max_body_size 0;
  proxy_http_version 1.1;
  proxy_request_buffering off;
  proxy_buffering off;
  proxy_connect_timeout 2s;
  proxy_read_timeout 120s;
  proxy_set_header Host $http_host;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;
${locations.map(([path, role]) => `  location ~ ^${path}(/|$) { proxy_pass http://${role}; }`).join('\n')}
  location / { proxy_pass http://gateway; }
}
}
`;
}

function upstreamServer({ httpPort }: Member): string {
  return `server 127.0.0.1:${httpPort} max_fails=1 fail_timeout=1s;`;
}
