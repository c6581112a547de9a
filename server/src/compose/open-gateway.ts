// The role gateway: the devices' connections.
import type { Gateway } from '../gateway/gateway.ts';
import { createGateway } from '../gateway/gateway-server.ts';
import type { Metrics } from '../lib/metrics.ts';
import type { Doors } from './doors.ts';
import type { OpenedSessions } from './open-sessions.ts';
import type { Process } from './process.ts';

export function openGateway(process: Process, { sessions, gateways }: OpenedSessions, doors: Doors): Gateway {
  const { config, clock, limits, log, metrics } = process;
  const gateway = createGateway({
    id: config.gatewayId,
    messages: doors.messages,
    sessions,
    displaceAt: (gateway, device, epoch) => doors.gateways.displace(gateway, device, epoch),
    presences: { keepSeen: seen => doors.accounts.keepSeen(seen), lastSeen: pairs => doors.accounts.lastSeen(pairs) },
    activeAt: (gateway, devices) => doors.gateways.activeAmong(gateway, devices),
    isAnnounced: gateways.isAnnounced,
    authenticate: token => doors.accounts.authenticate(token),
    clock,
    limits,
    log,
    maxConnections: config.maxConnections,
  });
  addMetrics(metrics, gateway);
  return gateway;
}

function addMetrics(metrics: Metrics, { stats }: Gateway): void {
  metrics.add('gauge', 'connections', 'WebSocket connections', () => stats().connections);
  metrics.add('gauge', 'greetings', 'Connections whose Hello is not answered yet', () => stats().greeting);
  metrics.add(
    'gauge',
    'longest_send_queue_bytes',
    'Bytes queued for the slowest reader',
    () => stats().longestQueueBytes,
  );
  metrics.add('counter', 'frames_in_total', 'Frames read, by type', () => stats().framesIn);
  metrics.add('counter', 'frames_out_total', 'Frames written, by type', () => stats().framesOut);
  metrics.add('counter', 'delivered_total', 'Envelopes written to devices', () => stats().framesOut.deliver);
  metrics.add('counter', 'refusals_total', 'Sends refused, by error code', () => stats().refusals);
  metrics.add('counter', 'delivery_gaps_total', 'Times a row did not follow the one before', () => stats().gaps);
  metrics.add('counter', 'drains_total', 'Times an inbox was read to its end', () => stats().drains);
  metrics.add(
    'gauge',
    'unregistered_devices',
    'Connected devices that others may not find',
    () => stats().unregistered,
  );
  metrics.add('counter', 'slow_poll_finds_total', 'Devices whose hint got lost', () => stats().slowPollFinds);
  metrics.add('counter', 'typing_dropped_total', 'Typing notices that were too many', () => stats().typingDropped);
  metrics.add('gauge', 'watched_accounts', 'People whose presence somebody is told of', () => stats().watched);
  metrics.add(
    'counter',
    'presence_lookups_total',
    'Watched people looked up in the sessions',
    () => stats().presenceLookups,
  );
  metrics.add(
    'counter',
    'presence_calls_total',
    'Other gateways asked who of theirs is there',
    () => stats().presenceCalls,
  );
  metrics.add('counter', 'closes_total', 'Ended connections, by reason', () => stats().closes);
  metrics.add('counter', 'turned_away_total', 'Upgrades refused', () => stats().turnedAway);
  metrics.add(
    'gauge',
    'send_queue_high_water_bytes',
    'The most that was ever queued for one connection',
    () => stats().queueHighWaterBytes,
  );
}
