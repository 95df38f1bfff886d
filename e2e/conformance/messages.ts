/** Contents of forwarded messages: properties, aliases, request and response. */
import { expect } from '@playwright/test';
import type { PublishPacket } from '../../src/mqtt/tables/packet.ts';
import type { Property } from '../../src/mqtt/tables/properties.ts';
import { message, payloadOf, type RawClient } from '../kit/peers/rawClient.ts';
import { type Chapter, propertyValue, userProperties, type World } from './world.ts';

const CARRIED: readonly Property[] = [
  { name: 'payloadFormatIndicator', value: 1 },
  { name: 'contentType', value: 'My name' },
  { name: 'responseTopic', value: 'answers/here' },
  { name: 'correlationData', value: Uint8Array.of(3, 3, 4) },
  { name: 'userProperty', value: ['c', '3'] },
  { name: 'userProperty', value: ['a', '2'] },
  { name: 'userProperty', value: ['c', '3'] },
  { name: 'userProperty', value: ['', ''] },
];
const alias = (value: number): Property => ({ name: 'topicAlias', value });

async function endsWith(client: RawClient, reasonCode: number): Promise<void> {
  const last = await client.end();
  expect(last.at(-1)).toMatchObject({ type: 'disconnect', reasonCode });
}

/** Publishes to itself at each QoS. Returns the received messages. */
async function echoes(client: RawClient, topic: string): Promise<PublishPacket[]> {
  await client.subscribe(topic);
  const packets = [];
  for (const qos of [0, 1, 2] as const) {
    await client.publish(topic, 'x', { qos });
    packets.push(await client.take());
  }
  return packets;
}

const takingAliases = (world: World, value: number) =>
  world.client({ properties: [{ name: 'topicAliasMaximum', value }] });

export const MESSAGES: Chapter = {
  name: 'Messages',
  checks: [
    {
      name: 'keep their properties, user properties in order with repeats, at each QoS [MQTT-3.3.2-4, 3.3.2-15 to 3.3.2-18, 3.3.2-20]',
      versions: [5],
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name);
        const publisher = await world.client();
        for (const qos of [0, 1, 2] as const) {
          await publisher.publish(world.name, 'x', { qos, properties: CARRIED });
          const { properties } = await client.take();
          expect(userProperties(properties)).toEqual(['c=3', 'a=2', 'c=3', '=']);
          const others = CARRIED.filter(({ name }) => name !== 'userProperty');
          for (const { name, value } of others) {
            expect(String(propertyValue(properties, name))).toBe(String(value));
          }
        }
      },
    },
    {
      name: 'pass between versions without what the other has no place for',
      run: async (world) => {
        const others = ([3, 4, 5] as const).filter((version) => version !== world.version);
        for (const version of others) {
          const receiver = await world.client({}, version);
          await receiver.subscribe(world.name, { qos: 2 });
          const properties = world.version === 5 ? CARRIED : [];
          const publisher = await world.client();
          await publisher.publish(world.name, 'x', { qos: 2, properties });
          expect(await receiver.take()).toMatchObject({ topic: world.name, qos: 2 });
          await receiver.disconnect();
        }
      },
    },
    {
      name: 'lead to a response by topic and correlation data [4.10]',
      versions: [5],
      run: async (world) => {
        const asking = await world.client();
        const answering = await world.client();
        await asking.subscribe(world.name, { noLocal: true });
        await answering.subscribe(world.name, { noLocal: true });
        const properties: Property[] = [
          { name: 'responseTopic', value: world.name },
          { name: 'correlationData', value: Buffer.from('334') },
        ];
        await asking.publish(world.name, 'request', { qos: 1, properties });
        const request = await answering.take();
        const to = propertyValue(request.properties, 'responseTopic') ?? '';
        await answering.publish(to, 'response', { qos: 1, properties: request.properties });
        const response = await asking.take();
        expect(payloadOf(response)).toBe('response');
        const data = propertyValue(response.properties, 'correlationData');
        expect(Buffer.from(data ?? []).toString()).toBe('334');
        expect(await asking.rest()).toEqual([]);
      },
    },
    {
      name: 'of a client may have an alias, of this connection only [MQTT-3.3.2-7, 3.3.2-12]',
      versions: [5],
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        await client.subscribe(`${world.name}/+`);
        const topics = [`${world.name}/a`, '', `${world.name}/b`, ''];
        for (const [at, topic] of topics.entries()) {
          await client.publish(topic, `${at}`, { qos: 1, properties: [alias(4)] });
          const packet = await client.take();
          expect(packet.topic).toBe(`${world.name}/${at < 2 ? 'a' : 'b'}`);
          expect(propertyValue(packet.properties, 'topicAlias')).toBeUndefined();
        }
        await client.disconnect();
        const back = await world.client(fields);
        back.send(message('', 'x', { qos: 1, packetId: 1, properties: [alias(4)] }));
        await endsWith(back, 0x82);
      },
    },
    {
      name: 'with an alias of 0, above the maximum, or not defined end the connection [MQTT-3.2.2-17, 3.2.2-18, 3.3.2-8, 3.3.2-9]',
      versions: [5],
      run: async (world) => {
        for (const [topic, value, code] of [
          [world.name, 0, 0x94],
          [world.name, 5, 0x94],
          ['', 4, 0x82],
        ] as const) {
          const client = await world.client();
          client.send(message(topic, 'x', { properties: [alias(value)] }));
          await endsWith(client, code);
        }
        const client = await world.client();
        client.send(message('', 'x'));
        await endsWith(client, 0x82);
      },
    },
    {
      name: 'to a client have aliases if it takes them [MQTT-3.1.2-26, 3.1.2-27, 3.3.2-11]',
      versions: [5],
      run: async (world) => {
        const client = await takingAliases(world, 1);
        const seen = (await echoes(client, world.name)).map(({ topic, properties }) => [
          topic,
          propertyValue(properties, 'topicAlias'),
        ]);
        expect(seen).toEqual([
          [world.name, 1],
          ['', 1],
          ['', 1],
        ]);
        const other = await echoes(client, `${world.name}/other`);
        for (const { topic, properties } of other) {
          expect(topic).toBe(`${world.name}/other`);
          expect(propertyValue(properties, 'topicAlias')).toBeUndefined();
        }
        for (const none of [await world.client(), await takingAliases(world, 0)]) {
          for (const { topic, properties } of await echoes(none, `${world.name}/none`)) {
            expect(topic).toBe(`${world.name}/none`);
            expect(propertyValue(properties, 'topicAlias')).toBeUndefined();
          }
          await none.disconnect();
        }
      },
    },
    {
      name: 'sent again after a reconnect have their topic again [MQTT-3.3.2-7]',
      versions: [5],
      run: async (world) => {
        const lasting = world.lasting();
        const aliases = [
          ...(lasting.properties ?? []),
          { name: 'topicAliasMaximum', value: 5 } as const,
        ];
        const fields = { ...lasting, clientId: world.name, properties: aliases };
        const client = await world.client(fields);
        await client.subscribe(world.name);
        const publisher = await world.client();
        for (const payload of ['a', 'b']) await publisher.publish(world.name, payload, { qos: 1 });
        expect((await client.expect('publish')).topic).toBe(world.name);
        expect((await client.expect('publish')).topic).toBe('');
        client.kill();
        const back = await world.client(fields);
        expect(await back.expect('publish')).toMatchObject({ dup: true, topic: world.name });
        expect(await back.expect('publish')).toMatchObject({ dup: true, topic: '' });
        back.kill();
        const without = await world.client({ ...fields, ...world.lasting() });
        for (const _ of [1, 2]) expect((await without.expect('publish')).topic).toBe(world.name);
      },
    },
    {
      name: 'may not carry a subscription identifier from a client [MQTT-3.3.4-6]',
      versions: [5],
      run: async (world) => {
        const client = await world.client();
        client.send(
          message(world.name, 'x', { properties: [{ name: 'subscriptionIdentifier', value: 1 }] }),
        );
        await endsWith(client, 0x82);
      },
    },
    {
      name: 'that expire at once still reach who is there [MQTT-3.3.2-5]',
      versions: [5],
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name);
        const publisher = await world.client();
        const properties = [{ name: 'messageExpiryInterval', value: 0 } as const];
        for (const qos of [0, 1, 2] as const) {
          await publisher.publish(world.name, 'x', { qos, properties });
          const packet = await client.take();
          expect(packet.qos).toBe(qos);
          expect(packet.properties).toEqual(properties);
        }
      },
    },
    {
      name: 'have DUP of their own, and topics to the letter [MQTT-3.3.1-3, 1.5.4-3; 3.1.1: MQTT-3.3.1-3, 1.5.3-3]',
      run: async (world) => {
        const topic = `\uFEFF${world.name}`;
        const client = await world.client();
        await client.subscribe(topic, { qos: 1 });
        const publisher = await world.client();
        await publisher.publish(world.name, 'without', { qos: 1 });
        await publisher.publish(topic, 'with', { qos: 1, dup: true });
        expect(await client.rest()).toMatchObject([{ topic, dup: false, qos: 1 }]);
      },
    },
    {
      name: 'behind DISCONNECT are not read [MQTT-3.14.4-1, 3.14.4-2; 3.1.1: MQTT-3.14.4-1, 3.14.4-2]',
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name);
        const leaving = await world.client();
        leaving.send({ type: 'disconnect' }, message(world.name, 'late'));
        expect(await leaving.end()).toEqual([]);
        expect(await client.rest()).toEqual([]);
      },
    },
  ],
};
