/** Formats the broker's `$SYS` values for Prometheus, with the metric names of exporters for Mosquitto. */

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

export function metricsText(
  values: readonly SysValue[],
  version: string,
  data: DataHealth | undefined,
): string {
  const lines = ['# TYPE mqttscope_info gauge', `mqttscope_info{version="${version}"} 1`];
  const add = (name: string, value: number): void => {
    lines.push(`# TYPE ${name} ${COUNTERS.has(name) ? 'counter' : 'gauge'}`, `${name} ${value}`);
  };
  for (const { topic, value } of values) {
    // `12 seconds` is a number, `mqttscope version 1.2.3` is not.
    const number = Number(/^-?\d+(?:\.\d+)?(?= seconds$|$)/.exec(value)?.[0]);
    if (!Number.isNaN(number)) add(nameOf(topic), number);
  }
  if (data !== undefined) {
    add('mqttscope_data_file_bytes', data.bytes);
    add('mqttscope_data_failing', data.isFailing ? 1 : 0);
  }
  return `${lines.join('\n')}\n`;
}

/** `$SYS/broker/retained messages/count` is `broker_retained_messages_count`. */
const nameOf = (topic: string): string => topic.replace('$SYS/', '').replaceAll(/[^\w:]/g, '_');
