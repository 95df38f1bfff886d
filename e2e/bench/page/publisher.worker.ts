/** mqtt.js in a worker, without changes, publishing as fast as possible. */
import mqtt from 'mqtt';
import { type PublishOrder, topicOf } from '../browser/publishOrder.ts';

/**
 * Unwritten messages of QoS 0 given to mqtt.js. With more, its stream waits for a second when the browser
 * holds 512 KiB.
 */
const UNWRITTEN = 1000;

self.onmessage = ({ data }: MessageEvent<{ url: string; order: PublishOrder }>) => {
  const { count, topics, size, qos, receiveMaximum } = data.order;
  const client = mqtt.connect(data.url, { protocolVersion: 5, reconnectPeriod: 0 });
  const payload = 'x'.repeat(size);
  const names = Array.from({ length: topics }, (_, index) => topicOf(index));
  const most = qos === 0 ? UNWRITTEN : receiveMaximum;
  let [sent, done] = [0, 0];
  const fill = (): void => {
    while (sent < count && sent - done < most) {
      const name = names[sent % topics] ?? '';
      sent += 1;
      client.publish(name, payload, { qos }, finished);
    }
  };
  const finished = (): void => {
    done += 1;
    if (sent - done <= most / 2) fill();
  };
  client.on('connect', fill);
};
