/** SUBSCRIBE and UNSUBSCRIBE: delivered messages, their number and their options. */
import { expect } from '@playwright/test';
import { payloadOf, type RawClient, subscribing } from '../kit/peers/rawClient.ts';
import { type Chapter, identifiers } from './world.ts';

const identifier = (value: number) => [{ name: 'subscriptionIdentifier', value } as const];

/** Payloads of received messages, acknowledged. */
async function taken(client: RawClient): Promise<(string | undefined)[]> {
  const payloads: (string | undefined)[] = [];
  for (;;) {
    const packets = (await client.rest()).filter(({ type }) => type === 'publish');
    if (packets.length === 0) return payloads;
    for (const packet of packets) {
      payloads.push(payloadOf(packet));
      if (packet.type !== 'publish') continue;
      const { packetId = 0, qos } = packet;
      if (qos === 1) client.send({ type: 'puback', packetId });
      if (qos === 2) client.send({ type: 'pubrec', packetId }, { type: 'pubcomp', packetId });
    }
  }
}

export const SUBSCRIBING: Chapter = {
  name: 'Subscriptions',
  checks: [
    {
      name: 'are granted in order; the refused one alone is refused [MQTT-3.8.4-5, 3.8.4-6, 3.9.3-1; 3.1.1: MQTT-3.8.4-4, 3.8.4-5, 3.9.3-1]',
      run: async (world) => {
        const client = await world.client();
        const filters = [
          ['a', 0],
          ['b', 1],
          ['test/nosubscribe', 2],
          ['c', 2],
        ] as const;
        client.send(
          subscribing(
            3,
            filters.map(([filter, qos]) => ({
              filter: filter.length > 1 ? filter : world.name + filter,
              qos,
            })),
          ),
        );
        const { packetId, reasonCodes } = await client.expect('suback');
        expect(packetId).toBe(3);
        expect(reasonCodes).toEqual([0, 1, world.version === 3 ? 2 : 0x80, 2]);
        const publisher = await world.client();
        await publisher.publish('test/nosubscribe', 'x', { qos: 1 });
        await publisher.publish(`${world.name}c`, 'y', { qos: 1 });
        expect(await taken(client)).toEqual(['y']);
      },
    },
    {
      name: 'match by levels, `$` apart [MQTT-4.7.1-1, 4.7.1-2, 4.7.2-1, 4.7.3-4; 3.1.1: MQTT-4.7.2-1]',
      run: async (world) => {
        const n = world.name;
        const matches = [
          [`${n}/+`, [`${n}/b`, `${n}/`], [n, `${n}/b/c`]],
          [`${n}/#`, [n, `${n}/b`, `${n}/b/c`, `${n}/`], [`/${n}/b`]],
          [`+/${n}/+`, [`/${n}/x`, `a/${n}/x`], [`$a/${n}/x`, `${n}/x`]],
          [`/${n}`, [`/${n}`], [n, `//${n}`]],
          [`+/+/${n}`, [`//${n}`, `a/b/${n}`], [`a/${n}`, `$SYS/b/${n}`]],
          [`$x${n}/#`, [`$x${n}/a`], [`x${n}/a`]],
          [`${n}/Ä+`.replace('+', ''), [`${n}/Ä`], [`${n}/ä`]],
        ] as const;
        const publisher = await world.client();
        for (const [filter, yes, no] of matches) {
          const client = await world.client();
          await client.subscribe(filter, { qos: 0 });
          for (const topic of [...yes, ...no]) await publisher.publish(topic, topic, { qos: 1 });
          expect(await taken(client), filter).toEqual([...yes]);
          await client.disconnect();
        }
      },
    },
    {
      name: 'that overlap give one copy with the highest QoS [MQTT-3.3.4-2; 3.1.1: MQTT-3.3.5-1]',
      run: async (world) => {
        const client = await world.client();
        client.send(
          subscribing(1, [
            { filter: `${world.name}/#`, qos: 2 },
            { filter: `${world.name}/+`, qos: 1 },
            { filter: `${world.name}/c`, qos: 0 },
          ]),
        );
        await client.expect('suback');
        await (await world.client()).publish(`${world.name}/c`, 'x', { qos: 2 });
        expect(await client.take()).toMatchObject({ qos: 2 });
        expect(await client.rest()).toEqual([]);
      },
    },
    {
      name: 'that overlap bring all their identifiers [MQTT-3.3.4-3, 3.3.4-4]',
      versions: [5],
      run: async (world) => {
        const one = await world.client();
        await one.subscribe(world.name, {}, identifier(456_789));
        const two = await world.client();
        await two.subscribe(world.name, {}, identifier(2));
        await two.subscribe(`${world.name}/#`, {}, identifier(268_435_455));
        await two.subscribe(`${world.name}/+/#`, { qos: 0 }, identifier(5));
        await two.publish(world.name, 'x', { qos: 1 });
        expect(identifiers((await one.take()).properties)).toEqual([456_789]);
        const ids = identifiers((await two.take()).properties);
        expect(ids.toSorted((a, b) => a - b)).toEqual([2, 268_435_455]);
      },
    },
    {
      name: 'made again are replaced: QoS, options and identifier [MQTT-3.8.4-3; 3.1.1: MQTT-3.8.4-3]',
      run: async (world) => {
        const client = await world.client();
        const isNew = world.version === 5;
        await client.subscribe(world.name, { qos: 2 }, isNew ? identifier(1) : []);
        await client.subscribe(world.name, { qos: 1 }, isNew ? identifier(7) : []);
        await client.publish(world.name, 'x', { qos: 2 });
        const packet = await client.take();
        expect(packet.qos).toBe(1);
        expect(identifiers(packet.properties)).toEqual(isNew ? [7] : []);
        expect(await client.rest()).toEqual([]);
        await client.subscribe(world.name, { qos: 1, noLocal: true });
        await client.publish(world.name, 'mine', { qos: 2 });
        expect((await taken(client)).length).toBe(isNew ? 0 : 1);
      },
    },
    {
      name: 'are taken back one by one, each with its code [MQTT-3.10.4-1, 3.10.4-6, 3.11.3-1, 3.11.3-2; 3.1.1: MQTT-3.10.4-1, 3.10.4-4 to 3.10.4-6]',
      run: async (world) => {
        const client = await world.client();
        for (const part of ['a', 'b', 'c']) await client.subscribe(world.name + part);
        const codes = await client.unsubscribe(
          `${world.name}a`,
          `${world.name}/+`,
          `${world.name}a`,
        );
        expect(codes).toEqual(world.version === 5 ? [0, 0x11, 0x11] : []);
        const publisher = await world.client();
        for (const part of ['a', 'b', 'c']) {
          await publisher.publish(world.name + part, part, { qos: 1 });
        }
        expect(await taken(client)).toEqual(['b', 'c']);
      },
    },
    {
      name: 'taken back leave what was on its way [MQTT-3.10.4-2, 3.10.4-3; 3.1.1: MQTT-3.10.4-2, 3.10.4-3]',
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        await client.subscribe(world.name);
        const publisher = await world.client();
        await publisher.publish(world.name, 'x', { qos: 2 });
        const { packetId = 0 } = await client.expect('publish');
        await client.unsubscribe(world.name);
        await publisher.publish(world.name, 'late', { qos: 2 });
        client.send({ type: 'pubrec', packetId });
        expect((await client.expect('pubrel')).packetId).toBe(packetId);
        client.send({ type: 'pubcomp', packetId });
        expect(await client.rest()).toEqual([]);
      },
    },
    {
      name: 'with No Local leave out one’s own, however it comes [MQTT-3.8.3-3]',
      versions: [5],
      run: async (world) => {
        const one = await world.client();
        const two = await world.client();
        for (const client of [one, two]) await client.subscribe(world.name, { noLocal: true });
        await one.publish(world.name, 'x', { qos: 1 });
        expect(await taken(one)).toEqual([]);
        expect(await taken(two)).toEqual(['x']);
        await one.publish(`${world.name}/kept`, 'r', { qos: 1, retain: true });
        await one.subscribe(`${world.name}/#`, { noLocal: true });
        expect(await taken(one)).toEqual([]);
        await one.publish(`${world.name}/kept`, '', { qos: 1, retain: true });
      },
    },
    {
      name: 'with No Local beside one without give the copy of the other [MQTT-3.8.3-3]',
      versions: [5],
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name, { noLocal: true, qos: 2 }, identifier(1));
        await client.subscribe(`${world.name}/#`, { qos: 1 }, identifier(2));
        await client.publish(world.name, 'x', { qos: 2 });
        const packet = await client.take();
        expect([packet.qos, identifiers(packet.properties)]).toEqual([1, [2]]);
      },
    },
    {
      name: 'that are shared give each message to one member, in turns [4.8.2]',
      run: async (world) => {
        const filter = `$share/group/${world.name}/#`;
        const members = [await world.client(), await world.client()];
        for (const member of members) expect(await member.subscribe(filter)).toEqual([2]);
        const plain = await world.client();
        await plain.subscribe(`${world.name}/#`);
        const publisher = await world.client();
        const payloads = ['0', '1', '2', '3', '4', '5'];
        for (const payload of payloads)
          await publisher.publish(`${world.name}/x`, payload, { qos: 1 });
        const parts = [];
        for (const member of members) parts.push(await taken(member));
        expect(parts.map((part) => part.length)).toEqual([3, 3]);
        expect(new Set(parts.flat())).toEqual(new Set(payloads));
        expect(await taken(plain)).toEqual(payloads);
        expect(await members[0]?.unsubscribe(filter)).toEqual(world.version === 5 ? [0] : []);
        for (const payload of payloads)
          await publisher.publish(`${world.name}/x`, payload, { qos: 1 });
        expect(await taken(members[1] ?? plain)).toEqual(payloads);
      },
    },
    {
      name: 'that are shared hand on what a member leaves behind [MQTT-4.8.2-5]',
      run: async (world) => {
        const filter = `$share/group/${world.name}`;
        const leaving = await world.client();
        await leaving.subscribe(filter, { qos: 1 });
        const publisher = await world.client();
        await publisher.publish(world.name, 'x', { qos: 1 });
        expect(payloadOf(await leaving.expect('publish'))).toBe('x');
        const staying = await world.client();
        await staying.subscribe(filter, { qos: 1 });
        leaving.kill();
        expect(payloadOf(await staying.take())).toBe('x');
      },
    },
    {
      name: 'that are shared get nothing that is retained, and cannot be No Local [4.8.2, MQTT-3.8.3-4]',
      versions: [5],
      run: async (world) => {
        const publisher = await world.client();
        await publisher.publish(world.name, 'r', { qos: 1, retain: true });
        const filter = `$share/group/${world.name}`;
        for (const retainHandling of [0, 1] as const) {
          const client = await world.client();
          await client.subscribe(filter, { retainHandling });
          expect(await taken(client)).toEqual([]);
          client.send(subscribing(9, [{ filter, noLocal: true }]));
          expect((await client.end()).at(-1)).toMatchObject({ reasonCode: 0x82 });
        }
        await publisher.publish(world.name, '', { qos: 1, retain: true });
      },
    },
    {
      name: 'that are shared need a name and a filter [MQTT-4.8.2-1, 4.8.2-2]',
      versions: [5],
      run: async (world) => {
        for (const filter of ['$share/a', '$share//b', '$share/a+/b', '$share/a#/b', '$share/a/']) {
          const client = await world.client();
          client.send(subscribing(1, [{ filter }]));
          const codes: unknown[] = [];
          for (const packet of await client.end()) {
            if (packet.type === 'suback') codes.push(...packet.reasonCodes);
            if (packet.type === 'disconnect') codes.push(packet.reasonCode);
          }
          expect(codes, filter).toHaveLength(1);
          expect([0x81, 0x82, 0x8f], filter).toContain(codes[0]);
        }
      },
    },
  ],
};
