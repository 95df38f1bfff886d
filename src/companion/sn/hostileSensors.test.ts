/** Tests MQTT-SN over UDP, whose sender addresses can be forged. */
import { connectAsync } from 'mqtt';
import { expect, it, onTestFinished } from 'vitest';
import { encodeSn } from '../../mqttsn/encodeSn.ts';
import type { SnMessage } from '../../mqttsn/snMessage.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import { TestSensor } from './sn.testkit.ts';

const TOPICS = new Map([[3, 'plant/door']]);
const subscribe = (topic: Extract<SnMessage, { type: 'subscribe' }>['topic']): SnMessage => ({
  type: 'subscribe',
  dup: false,
  qos: 0,
  messageId: 1,
  topic,
});

it.each([
  ['by a predefined number', 'plant/door', subscribe({ kind: 'predefined', id: 3 })],
  ['by two letters', 'ab', subscribe({ kind: 'short', id: 0x6162 })],
  ['by its name', 'a/b', subscribe({ kind: 'name', filter: 'a/b' })],
  ['by a filter', 'a/b', subscribe({ kind: 'name', filter: '#' })],
])('a large retained message %s is sent only to a verified sensor', async (_, topic, asked) => {
  const sn = { port: 0, userName: undefined, predefined: TOPICS };
  const companion = await startTestCompanion({ sn });
  const mqtt = await connectAsync(companion.mqtt);
  onTestFinished(() => mqtt.endAsync(true));
  await mqtt.publishAsync(topic, 'x'.repeat(60_000), { qos: 1, retain: true });

  const victim = await TestSensor.at(companion.sn);
  let sent = encodeSn(asked).length;
  await victim.connect('v');
  sent += encodeSn({
    type: 'connect',
    will: false,
    cleanSession: true,
    protocolId: 1,
    keepAlive: 60,
    clientId: 'v',
  }).length;
  expect(await victim.ask(asked)).toMatchObject({ type: 'suback', returnCode: 0 });
  const question = await victim.next();
  expect(question).toMatchObject({ type: 'register' });
  expect(victim.receivedBytes).toBeLessThanOrEqual(3 * sent);

  // Any answered REGISTER proves the address, as a sensor does.
  let message = question;
  while (message.type === 'register') {
    const { topicId, messageId } = message;
    message = await victim.ask({ type: 'regack', topicId, messageId, returnCode: 0 });
  }
  expect(message).toMatchObject({ type: 'publish', retain: true });
  expect(message.type === 'publish' && message.data.length).toBe(60_000);
});

it('messages held for unproven sensors leave memory for MQTT clients', async () => {
  const sn = { port: 0, userName: undefined, predefined: TOPICS };
  const limits = { memory: 16 * 1024 * 1024, transportBytes: 1024 * 1024 };
  const companion = await startTestCompanion({ sn, limits });
  const mqtt = await connectAsync(companion.mqtt);
  onTestFinished(() => mqtt.endAsync(true));
  await mqtt.publishAsync('ab', 'x'.repeat(60_000), { qos: 1, retain: true });
  const asked = subscribe({ kind: 'short', id: 0x6162 });
  for (let count = 0; count < 30; count += 1) {
    const victim = await TestSensor.at(companion.sn);
    const { type } = await victim.connect(`v${count}`);
    expect(type).toBe('connack');
    victim.say(asked);
    // Either the message is held, or there was no memory for it or for the sensor.
    await victim.next();
  }
  const other = await connectAsync(companion.mqtt, { reconnectPeriod: 0 });
  onTestFinished(() => other.endAsync(true));
  expect(other.connected).toBe(true);
});
