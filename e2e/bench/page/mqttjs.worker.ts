/** mqtt.js in a worker, without changes. */
import mqtt from 'mqtt';
import type { Measurement } from '../browser/measurement.ts';

self.onmessage = ({ data }: MessageEvent<Measurement>) => {
  const client = mqtt.connect(data.url, {
    protocolVersion: data.order.version === 5 ? 5 : 4,
    reconnectPeriod: 0,
    ...(data.order.version === 5 && { properties: { topicAliasMaximum: data.order.topics } }),
  });
  let count = 0;
  let started = 0;
  client.on('connect', () => client.subscribe('#', { qos: data.order.qos }));
  client.on('message', () => {
    if (started === 0) started = performance.now();
    count += 1;
    if (count === data.packets) {
      self.postMessage({ ms: performance.now() - started, count });
      client.end(true);
    }
  });
};
