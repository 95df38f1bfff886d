/** Formats the broker's `$SYS` values for Prometheus, with the metric names of exporters for Mosquitto. */
import { performance } from 'node:perf_hooks';

export interface SysValue {
  readonly topic: string;
  readonly value: string;
}

/** Media type of Prometheus. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Values that only grow. */
const COUNTERS: ReadonlySet<string> = new Set([
  'broker_bytes_received',
  'broker_bytes_sent',
  'broker_messages_received',
  'broker_messages_sent',
  'broker_publish_messages_received',
  'broker_publish_messages_sent',
  'broker_publish_messages_dropped',
  'broker_publish_bytes_received',
  'broker_publish_bytes_sent',
  'broker_clients_expired',
  'broker_connections_refused_broker',
  'broker_connections_refused_connect',
  'broker_uptime',
]);

/** State of `--data`; undefined: not used. */
export interface DataHealth {
  readonly bytes: number;
  readonly isFailing: boolean;
}

/** Names of Prometheus' client libraries. */
function processValues(): readonly { name: string; value: number; help: string }[] {
  const { user, system } = process.cpuUsage();
  const { utilization } = performance.eventLoopUtilization();
  return [
    {
      name: 'process_cpu_seconds_total',
      value: (user + system) / 1e6,
      help: 'User and system CPU time in seconds.',
    },
    {
      name: 'process_resident_memory_bytes',
      value: process.memoryUsage.rss(),
      help: 'Resident memory in bytes.',
    },
    {
      name: 'process_start_time_seconds',
      value: performance.timeOrigin / 1000,
      help: 'Start of the process in seconds since 1970.',
    },
    {
      name: 'nodejs_eventloop_utilization',
      value: utilization,
      help: 'Part of its time that the event loop has been busy since the start.',
    },
  ];
}

export function metricsText(
  values: readonly SysValue[],
  version: string,
  data: DataHealth | undefined,
): string {
  const lines: string[] = [];
  const add = (name: string, value: number, help: string, labels = ''): void => {
    const type = isCounter(name) ? 'counter' : 'gauge';
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name}${labels} ${value}`);
  };
  add('mqttscope_info', 1, 'Version of the program.', `{version="${version}"}`);
  for (const { topic, value } of values) {
    // `12 seconds` is a number, `mqttscope version 1.2.3` is not.
    const number = Number(/^-?\d+(?:\.\d+)?(?= seconds$|$)/.exec(value)?.[0]);
    if (!Number.isNaN(number)) add(nameOf(topic), number, `Value of ${topic}.`);
  }
  if (data !== undefined) {
    add('mqttscope_data_file_bytes', data.bytes, 'Size of the file of --data.');
    add('mqttscope_data_failing', data.isFailing ? 1 : 0, '1 while state cannot be stored.');
  }
  for (const { name, value, help } of processValues()) add(name, value, help);
  return `${lines.join('\n')}\n`;
}

/** Refusals are counted by reason. */
const isCounter = (name: string): boolean =>
  COUNTERS.has(name) || name.endsWith('_total') || name.startsWith('broker_connections_refused_');

/** `$SYS/broker/retained messages/count` is `broker_retained_messages_count`. */
const nameOf = (topic: string): string => topic.replace('$SYS/', '').replaceAll(/[^\w:]/g, '_');
