/** QoS 0, 1 and 2 in both directions, order, and acknowledgements out of order. */
import { expect } from '@playwright/test';
import { message, payloadOf } from '../kit/peers/rawClient.ts';
import type { Chapter } from './world.ts';

export const DELIVERING: Chapter = {
  name: 'Delivery',
  checks: [
    {
      name: 'brings each QoS back to its sender [MQTT-3.8.4-7, 3.8.4-8; 3.1.1: MQTT-3.8.4-6]',
      run: async (world) => {
        const client = await world.client();
        const publisher = await world.client();
        for (const granted of [0, 1, 2] as const) {
          await client.subscribe(world.name, { qos: granted });
          for (const qos of [0, 1, 2] as const) {
            await publisher.publish(world.name, `${granted}${qos}`, { qos });
            const packet = await client.take();
            expect(packet).toMatchObject({
              qos: Math.min(granted, qos),
              dup: false,
              retain: false,
            });
            expect(payloadOf(packet)).toBe(`${granted}${qos}`);
          }
        }
      },
    },
    {
      name: 'reaches the publisher itself, all of them in one write',
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name);
        client.send(
          message(world.name, '0'),
          message(world.name, '1', { qos: 1, packetId: 1 }),
          message(world.name, '2', { qos: 2, packetId: 2 }),
          { type: 'pubrel', packetId: 2 },
        );
        const packets = await client.rest();
        const seen = packets.filter(({ type }) => type === 'publish').map(payloadOf);
        expect(seen).toEqual(['0', '1', '2']);
        expect(packets.map(({ type }) => type).filter((type) => type !== 'publish')).toEqual([
          'puback',
          'pubrec',
          'pubcomp',
        ]);
      },
    },
    {
      name: 'keeps the order of a topic at each QoS [MQTT-4.6.0-5, 4.6.0-6; 3.1.1: MQTT-4.6.0-6]',
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name);
        const publisher = await world.client();
        const payloads = Array.from({ length: 30 }, (_, index) => index.toString());
        for (const qos of [0, 1, 2] as const) {
          for (const payload of payloads) {
            const packetId = publisher.nextId();
            publisher.send(message(world.name, payload, { qos, packetId }));
            if (qos === 2) publisher.send({ type: 'pubrel', packetId });
          }
          await publisher.rest();
          const taken = [];
          for (const _ of payloads) taken.push(payloadOf(await client.take()));
          expect(taken).toEqual(payloads);
        }
      },
    },
    {
      name: 'passes a repeated QoS 2 message on once until PUBREL, and then anew [MQTT-4.3.3-10, 4.3.3-12]',
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name, { qos: 0 });
        const publisher = await world.client();
        for (const dup of [false, true, true]) {
          publisher.send(message(world.name, 'x', { qos: 2, packetId: 5, dup }));
          expect((await publisher.expect('pubrec')).packetId).toBe(5);
        }
        for (const _ of [1, 2]) {
          publisher.send({ type: 'pubrel', packetId: 5 });
          expect((await publisher.expect('pubcomp')).packetId).toBe(5);
        }
        publisher.send(message(world.name, 'y', { qos: 2, packetId: 5 }));
        await publisher.expect('pubrec');
        expect((await client.rest()).map(payloadOf)).toEqual(['x', 'y']);
      },
    },
    {
      name: 'takes the same identifier in both directions at once [2.2.1]',
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name, { qos: 2 });
        const publisher = await world.client();
        await publisher.publish(world.name, 'in', { qos: 2 });
        const { packetId = 0 } = await client.expect('publish');
        client.send(message(`${world.name}/other`, 'out', { qos: 2, packetId }));
        expect((await client.expect('pubrec')).packetId).toBe(packetId);
        client.send({ type: 'pubrec', packetId });
        expect((await client.expect('pubrel')).packetId).toBe(packetId);
        client.send({ type: 'pubrel', packetId }, { type: 'pubcomp', packetId });
        expect((await client.expect('pubcomp')).packetId).toBe(packetId);
        expect(await client.rest()).toEqual([]);
      },
    },
    {
      name: 'answers for identifiers that it does not know [MQTT-4.3.3-11, 3.6.2.1, 3.7.2.1]',
      run: async (world) => {
        const client = await world.client();
        client.send({ type: 'pubrel', packetId: 77 });
        const pubcomp = await client.expect('pubcomp');
        expect(pubcomp.packetId).toBe(77);
        client.send({ type: 'pubrec', packetId: 78 });
        const pubrel = await client.expect('pubrel');
        expect(pubrel.packetId).toBe(78);
        const codes = [pubcomp.reasonCode, pubrel.reasonCode];
        expect(codes).toEqual(world.version === 5 ? [0x92, 0x92] : [undefined, undefined]);
        client.send({ type: 'puback', packetId: 79 }, { type: 'pubcomp', packetId: 80 });
        expect(await client.rest()).toEqual([]);
      },
    },
    {
      name: 'a PUBREC with an error frees the message, for good [MQTT-4.4.0-2, 4.3.3-4]',
      versions: [5],
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        await client.subscribe(world.name);
        await (await world.client()).publish(world.name, 'no', { qos: 2 });
        const { packetId = 0 } = await client.expect('publish');
        client.send({ type: 'pubrec', packetId, reasonCode: 0x80, properties: [] });
        expect(await client.rest()).toEqual([]);
        client.kill();
        expect(await (await world.client(fields)).rest()).toEqual([]);
      },
    },
    {
      name: 'a PUBACK with an error ends it as well [MQTT-4.4.0-2]',
      versions: [5],
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        await client.subscribe(world.name);
        await (await world.client()).publish(world.name, 'no', { qos: 1 });
        const { packetId = 0 } = await client.expect('publish');
        client.send({ type: 'puback', packetId, reasonCode: 0x97, properties: [] });
        expect(await client.rest()).toEqual([]);
        client.kill();
        expect(await (await world.client(fields)).rest()).toEqual([]);
      },
    },
    {
      name: 'without subscribers is told so in MQTT 5 [3.4.2.1, 3.5.2.1]',
      run: async (world) => {
        const client = await world.client();
        const code = world.version === 5 ? 0x10 : 0;
        expect(await client.publish(`${world.name}/nobody`, 'x', { qos: 1 })).toBe(code);
        expect(await client.publish(`${world.name}/nobody`, 'x', { qos: 2 })).toBe(code);
      },
    },
    {
      name: 'may be empty, and have a topic of many levels',
      run: async (world) => {
        const topic = `${world.name}/${Array.from({ length: 300 }, (_, i) => i % 10).join('/')}//`;
        const client = await world.client();
        await client.subscribe(`${world.name}/#`);
        await client.publish(topic, '', { qos: 1 });
        const publisher = await world.client();
        await publisher.publish(topic, '', { qos: 1 });
        const got = (await client.rest()).filter(({ type }) => type === 'publish');
        expect(got).toMatchObject([{ topic }, { topic }]);
        expect(got.map(payloadOf)).toEqual(['', '']);
      },
    },
    {
      name: 'is as large as the server allows [MQTT-3.2.2-15]',
      run: async (world) => {
        const payload = 'x'.repeat(59_000);
        const client = await world.client();
        await client.subscribe(world.name);
        await (await world.client()).publish(world.name, payload, { qos: 1 });
        expect(payloadOf(await client.take())).toBe(payload);
      },
    },
    {
      name: 'may come cut anywhere, and many in one piece',
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name, { qos: 0 });
        const publisher = await world.client();
        const whole = Array.from({ length: 50 }, (_, i) => message(world.name, `number ${i}`));
        publisher.send(...whole);
        await publisher.rest();
        const packets = await client.rest();
        expect(packets.map(payloadOf)).toEqual(whole.map(payloadOf));
      },
    },
  ],
};
