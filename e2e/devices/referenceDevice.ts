/**
 * A typical self-written device on mqtt.js 2: a random client id and a new timestamp at each start, a
 * persistent session, and a property every few seconds.
 */
import { createHmac } from 'node:crypto';
import { connect } from 'mqtt-2';
import {
  BROKER_URL,
  CONTROL,
  DEVICE_NAME,
  DEVICE_SECRET,
  INTERVAL,
  PRODUCT_KEY,
  read,
  SUBSCRIBES,
  tell,
} from './setUp.ts';

const base = Math.random().toString(36).slice(2);
const timestamp = Date.now();
const content = `clientId${base}deviceName${DEVICE_NAME}productKey${PRODUCT_KEY}timestamp${timestamp}`;
const client = connect(BROKER_URL, {
  clientId: `${base}|securemode=3,signmethod=hmacsha1,timestamp=${timestamp}|`,
  username: `${DEVICE_NAME}&${PRODUCT_KEY}`,
  password: createHmac('sha1', DEVICE_SECRET).update(content).digest('hex'),
  keepalive: 60,
  clean: false,
  protocolVersion: 4,
});

const thing = `/sys/${PRODUCT_KEY}/${DEVICE_NAME}/thing`;
const POST = `${thing}/event/property/post`;
const SET = `${thing}/service/property/set`;

client.once('connect', () => {
  if (SUBSCRIBES) {
    client.subscribe([CONTROL, SET, `${POST}_reply`], { qos: 1 }, (_, granted) => {
      tell(
        'subscribed',
        granted.map(({ qos }) => qos),
      );
    });
  }
  setInterval(() => {
    const params = { temperature: Math.round(200 + Math.random() * 100) / 10 };
    const id = Date.now();
    client.publish(POST, JSON.stringify({ id, params, method: 'thing.event.property.post' }));
  }, INTERVAL);
});
client.on('connect', () => tell('connect'));
client.on('close', () => tell('close'));
client.on('error', (error) => tell('error', error.message));
client.on('message', (topic, payload) => {
  if (topic === CONTROL) tell('control', read(payload));
  else if (topic === SET) set(read(payload));
  else tell('reply', read(payload));
});

function set(message: unknown): void {
  tell('set', message);
  if (typeof message !== 'object' || message === null || !('id' in message)) return;
  client.publish(`${SET}_reply`, JSON.stringify({ id: message.id, code: 200, data: {} }));
}
