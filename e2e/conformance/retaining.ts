/** Retained messages: setting, replacing, clearing and delivery. */
import { expect } from '@playwright/test';
import type { PublishPacket } from '../../src/mqtt/tables/packet.ts';
import { payloadOf, type RawClient } from '../kit/peers/rawClient.ts';
import { type Chapter, identifiers, propertyValue, userProperties, type World } from './world.ts';

const retain = true;

async function retained(client: RawClient): Promise<PublishPacket[]> {
  return (await client.rest()).flatMap((packet) => (packet.type === 'publish' ? [packet] : []));
}

/** Three messages, one of each QoS, under the check's name. */
async function fill(world: World): Promise<RawClient> {
  const publisher = await world.client();
  for (const qos of [0, 1, 2] as const) {
    await publisher.publish(`${world.name}/${qos}`, `qos ${qos}`, { qos, retain });
  }
  return publisher;
}

async function clear(publisher: RawClient, world: World): Promise<void> {
  for (const qos of [0, 1, 2] as const) {
    await publisher.publish(`${world.name}/${qos}`, '', { qos, retain });
  }
}

export const RETAINING: Chapter = {
  name: 'Retained messages',
  checks: [
    {
      name: 'come to later subscribers with RETAIN, until they are emptied [MQTT-3.3.1-5 to 3.3.1-8; 3.1.1: MQTT-3.3.1-5, 3.3.1-6, 3.3.1-8 to 3.3.1-11]',
      run: async (world) => {
        const publisher = await fill(world);
        const client = await world.client();
        await client.subscribe(`${world.name}/+`, { qos: 2 });
        const first = await retained(client);
        expect(first.map(({ qos }) => qos).toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
        expect(first.every((packet) => packet.retain && !packet.dup)).toBe(true);
        await clear(publisher, world);
        const emptied = await retained(client);
        expect(emptied.map((packet) => [payloadOf(packet), packet.retain])).toEqual(
          Array.from({ length: 3 }, () => ['', false]),
        );
        const late = await world.client();
        await late.subscribe(`${world.name}/+`);
        expect(await retained(late)).toEqual([]);
      },
    },
    {
      name: 'are replaced by the next, and not by one without RETAIN [MQTT-3.3.1-5, 3.3.1-8; 3.1.1: MQTT-3.3.1-7, 3.3.1-12]',
      run: async (world) => {
        const publisher = await world.client();
        await publisher.publish(world.name, 'old', { qos: 2, retain });
        await publisher.publish(world.name, 'new', { qos: 0, retain });
        await publisher.publish(world.name, 'passing', { qos: 1 });
        const client = await world.client();
        await client.subscribe(world.name, { qos: 2 });
        const found = await retained(client);
        expect(found.map((packet) => [payloadOf(packet), packet.qos])).toEqual([['new', 0]]);
        await publisher.publish(world.name, '', { qos: 0, retain });
      },
    },
    {
      name: 'come again when a subscription is made again [MQTT-3.8.4-4; 3.1.1: MQTT-3.8.4-3]',
      run: async (world) => {
        const publisher = await fill(world);
        const client = await world.client();
        for (const _ of [1, 2]) {
          await client.subscribe(`${world.name}/#`, { qos: 0 });
          expect(await retained(client)).toHaveLength(3);
        }
        await clear(publisher, world);
      },
    },
    {
      name: 'come by retain handling: always, to new subscriptions, never [MQTT-3.3.1-9 to 3.3.1-11]',
      versions: [5],
      run: async (world) => {
        const publisher = await fill(world);
        for (const [retainHandling, counts] of [
          [0, [3, 3]],
          [1, [3, 0]],
          [2, [0, 0]],
        ] as const) {
          const fields = { ...world.lasting(), clientId: `${world.name}h${retainHandling}` };
          const client = await world.client(fields);
          const seen = [];
          for (const _ of counts) {
            await client.subscribe(`${world.name}/+`, { qos: 0, retainHandling });
            seen.push((await retained(client)).length);
          }
          expect(seen).toEqual(counts);
          await client.disconnect();
          const back = await world.client(fields);
          await back.subscribe(`${world.name}/+`, { qos: 0, retainHandling });
          expect(await retained(back)).toHaveLength(counts[1]);
          await back.unsubscribe(`${world.name}/+`);
          await back.subscribe(`${world.name}/+`, { qos: 0, retainHandling });
          expect(await retained(back)).toHaveLength(counts[0]);
        }
        await clear(publisher, world);
      },
    },
    {
      name: 'keep RETAIN on their way where the subscription wants it [MQTT-3.3.1-12, 3.3.1-13]',
      versions: [5],
      run: async (world) => {
        const publisher = await world.client();
        const plain = await world.client();
        const faithful = await world.client();
        await plain.subscribe(world.name);
        await faithful.subscribe(world.name, { retainAsPublished: true });
        await publisher.publish(world.name, 'f', { qos: 1 });
        await publisher.publish(world.name, 't', { qos: 1, retain });
        const flags = async (client: RawClient) =>
          (await retained(client)).map((packet) => packet.retain);
        expect(await flags(plain)).toEqual([false, false]);
        expect(await flags(faithful)).toEqual([false, true]);
        await publisher.publish(world.name, '', { qos: 1, retain });
      },
    },
    {
      name: 'keep their properties, with the identifier of who asks [3.3.1.3]',
      versions: [5],
      run: async (world) => {
        const publisher = await world.client();
        await publisher.publish(world.name, 'x', {
          qos: 1,
          retain,
          properties: [
            { name: 'userProperty', value: ['a', '2'] },
            { name: 'userProperty', value: ['c', '3'] },
            { name: 'messageExpiryInterval', value: 100 },
            { name: 'contentType', value: 'text/x' },
          ],
        });
        const client = await world.client();
        await client.subscribe(world.name, {}, [{ name: 'subscriptionIdentifier', value: 9 }]);
        const [packet] = await retained(client);
        const { properties = [] } = packet ?? {};
        expect(userProperties(properties)).toEqual(['a=2', 'c=3']);
        expect(identifiers(properties)).toEqual([9]);
        expect(propertyValue(properties, 'contentType')).toBe('text/x');
        expect(propertyValue(properties, 'messageExpiryInterval')).toBeGreaterThan(90);
        await publisher.publish(world.name, '', { qos: 1, retain });
      },
    },
    {
      name: 'expire [3.3.2.3.3]',
      versions: [5],
      run: async (world) => {
        const publisher = await world.client();
        const early = await world.client();
        const properties = [{ name: 'messageExpiryInterval', value: 1 } as const];
        const start = performance.now();
        await publisher.publish(world.name, 'x', { qos: 1, retain, properties });
        await early.subscribe(world.name);
        // On a machine that pauses so long, it has expired already.
        const isEarly = performance.now() - start < 1000;
        const found = await retained(early);
        if (isEarly) expect(found).toHaveLength(1);
        await new Promise((resolve) => setTimeout(resolve, 1200));
        const late = await world.client();
        await late.subscribe(world.name);
        expect(await retained(late)).toEqual([]);
      },
    },
    {
      name: 'are not found by a leading wildcard under `$` [MQTT-4.7.2-1; 3.1.1: MQTT-4.7.2-1]',
      run: async (world) => {
        const publisher = await world.client();
        const topic = `$x/${world.name}`;
        await publisher.publish(topic, 'x', { qos: 1, retain });
        const client = await world.client();
        await client.subscribe(`+/${world.name}`);
        expect(await retained(client)).toEqual([]);
        await client.subscribe(`$x/+`, { qos: 0 });
        expect((await retained(client)).map((packet) => packet.topic)).toContain(topic);
        await publisher.publish(topic, '', { qos: 1, retain });
      },
    },
  ],
};
