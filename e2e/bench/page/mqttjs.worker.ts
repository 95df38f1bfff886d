/** mqtt.js in a worker, as it comes. */
import mqtt from 'mqtt';

self.onmessage = ({ data }: MessageEvent<{ url: string; packets: number }>) => {
  const client = mqtt.connect(data.url, { protocolVersion: 4, reconnectPeriod: 0 });
  let count = 0;
  let started = 0;
  client.on('connect', () => client.subscribe('#'));
  client.on('message', () => {
    if (started === 0) started = performance.now();
    count += 1;
    if (count === data.packets) {
      self.postMessage({ ms: performance.now() - started, count });
      client.end(true);
    }
  });
};
