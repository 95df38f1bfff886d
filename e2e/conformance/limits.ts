/** Limits between client and server: receive maximum, packet size, reason strings. */
import { expect } from '@playwright/test';
import type { ConnectPacket, Packet } from '../../src/mqtt/tables/packet.ts';
import { hex, message, payloadOf, type RawClient, subscribing } from '../kit/peers/rawClient.ts';
import { type Chapter, type World } from './world.ts';

const VERSION_5 = [5] as const;

const publishes = (packets: readonly Packet[]) =>
  packets.flatMap((packet) => (packet.type === 'publish' ? [packet] : []));

async function receiving(world: World, value: number, more: Partial<ConnectPacket> = {}) {
  const { properties = [] } = more;
  const client = await world.client({
    ...more,
    properties: [...properties, { name: 'receiveMaximum', value }],
  });
  return client;
}

async function send(
  publisher: RawClient,
  topic: string,
  qos: 1 | 2,
  payloads: string,
): Promise<void> {
  for (const payload of payloads) await publisher.publish(topic, payload, { qos });
}

export const LIMITS: Chapter = {
  name: 'Limits',
  checks: [
    {
      name: 'the receive maximum of a client holds, QoS 0 beside it [MQTT-3.3.4-9, 3.3.4-10, 4.9.0-1 to 4.9.0-3]',
      versions: VERSION_5,
      run: async (world) => {
        const client = await receiving(world, 2);
        await client.subscribe(world.name);
        const publisher = await world.client();
        await send(publisher, world.name, 1, '12');
        await send(publisher, world.name, 2, '34');
        await publisher.publish(world.name, '0', { qos: 0 });
        const first = publishes(await client.rest());
        expect(first.map(payloadOf)).toEqual(['1', '2', '0']);
        client.send({ type: 'puback', packetId: first[1]?.packetId ?? 0 });
        const third = await client.expect('publish');
        expect(payloadOf(third)).toBe('3');
        const { packetId = 0 } = third;
        client.send({ type: 'pubrec', packetId });
        expect((await client.expect('pubrel')).packetId).toBe(packetId);
        expect(await client.rest()).toEqual([]);
        client.send({ type: 'pubcomp', packetId });
        const fourth = await client.expect('publish');
        expect(payloadOf(fourth)).toBe('4');
        await send(publisher, world.name, 1, '5');
        client.send({
          type: 'pubrec',
          packetId: fourth.packetId ?? 0,
          reasonCode: 0x83,
          properties: [],
        });
        expect(payloadOf(await client.expect('publish'))).toBe('5');
      },
    },
    {
      name: 'the receive maximum holds for what is sent again, and may be another one then [MQTT-4.9.0-1, 4.4.0-1]',
      versions: VERSION_5,
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await receiving(world, 3, fields);
        await client.subscribe(world.name, { qos: 1 });
        const publisher = await world.client();
        await send(publisher, world.name, 1, '1234');
        expect(publishes(await client.rest())).toHaveLength(3);
        client.kill();
        const back = await receiving(world, 1, fields);
        const seen = [];
        for (const _ of [1, 2, 3, 4]) {
          const [packet, ...more] = publishes(await back.rest());
          expect(more).toEqual([]);
          seen.push([payloadOf(packet), packet?.dup]);
          back.send({ type: 'puback', packetId: packet?.packetId ?? 0 });
        }
        expect(seen).toEqual([
          ['1', true],
          ['2', true],
          ['3', true],
          ['4', false],
        ]);
      },
    },
    {
      name: 'more than the server’s receive maximum is answered with 0x93 [MQTT-3.3.4-7, 3.3.4-8]',
      versions: VERSION_5,
      run: async (world) => {
        const client = await world.client();
        const packets = Array.from({ length: 11 }, (_, at) =>
          message(world.name, 'x', { qos: 2, packetId: at + 1 }),
        );
        client.send(...packets);
        const last = await client.end();
        expect(last.map(({ type }) => type)).toEqual([
          ...Array.from({ length: 10 }, () => 'pubrec'),
          'disconnect',
        ]);
        expect(last.at(-1)).toMatchObject({ reasonCode: 0x93 });
      },
    },
    {
      name: 'as many as the receive maximum, over and over, are fine [MQTT-3.3.4-7]',
      run: async (world) => {
        const client = await world.client();
        const ids = Array.from({ length: 10 }, (_, at) => at + 1);
        for (const _ of [1, 2]) {
          client.send(...ids.map((packetId) => message(world.name, 'x', { qos: 2, packetId })));
          for (const packetId of ids)
            expect((await client.expect('pubrec')).packetId).toBe(packetId);
          client.send(...ids.map((packetId) => ({ type: 'pubrel', packetId }) as const));
          for (const packetId of ids)
            expect((await client.expect('pubcomp')).packetId).toBe(packetId);
          client.send(
            ...ids.map((packetId) =>
              message(world.name, 'x', { qos: 1, packetId: packetId + 100 }),
            ),
          );
          for (const _id of ids) await client.expect('puback');
        }
      },
    },
    {
      name: 'a client that refuses gets the place back: PUBREC above 0x7F of the server too [4.9]',
      versions: VERSION_5,
      run: async (world) => {
        const client = await world.client();
        for (let packetId = 1; packetId <= 15; packetId += 1) {
          client.send(message('$SYS/mine', 'x', { qos: 2, packetId }));
          const { reasonCode = 0 } = await client.expect('pubrec');
          expect(reasonCode).toBe(0x87);
        }
        expect(await client.rest()).toEqual([]);
      },
    },
    {
      name: 'a delivery larger than the client takes is dropped as if it had been sent, queued or not [MQTT-3.1.2-24, 3.1.2-25]',
      versions: VERSION_5,
      run: async (world) => {
        const lasting = world.lasting();
        const fields = {
          ...lasting,
          clientId: world.name,
          properties: [
            ...(lasting.properties ?? []),
            { name: 'maximumPacketSize', value: 64 } as const,
          ],
        };
        const client = await world.client(fields);
        await client.subscribe(world.name);
        const publisher = await world.client();
        const payloads = ['.'.repeat(32), '.'.repeat(64), 'after'];
        for (const qos of [0, 1, 2] as const) {
          for (const payload of payloads) await publisher.publish(world.name, payload, { qos });
          for (const payload of ['.'.repeat(32), 'after']) {
            expect(payloadOf(await client.take())).toBe(payload);
          }
        }
        await client.disconnect();
        await publisher.publish(world.name, '.'.repeat(64), { qos: 1 });
        await publisher.publish(world.name, 'small', { qos: 2 });
        const back = await world.client(fields);
        expect(payloadOf(await back.take())).toBe('small');
        expect(await back.rest()).toEqual([]);
      },
    },
    {
      name: 'a packet above the server’s maximum is answered with 0x95, as soon as its length is there [MQTT-3.2.2-15]',
      run: async (world) => {
        const whole = await world.client();
        whole.send(message(world.name, 'x'.repeat(60_000)));
        const announced = await world.client();
        announced.write(hex('30 ff ff ff 7f 00 01'));
        for (const client of [whole, announced]) {
          const last = await client.end();
          if (world.version < 5) expect(last).toEqual([]);
          else expect(last).toMatchObject([{ type: 'disconnect', reasonCode: 0x95 }]);
        }
      },
    },
    {
      name: 'reasons are told, but not where the client wants none [MQTT-3.1.2-29]',
      versions: VERSION_5,
      run: async (world) => {
        const silent = await world.client({
          properties: [{ name: 'requestProblemInformation', value: 0 }],
        });
        silent.send(
          { type: 'pubrel', packetId: 9 },
          subscribing(1, [{ filter: 'test/nosubscribe' }]),
        );
        silent.send(message('$SYS/x', 'x', { qos: 1, packetId: 2 }));
        for (const packet of await silent.rest()) expect(packet).toMatchObject({ properties: [] });
        const curious = await world.client();
        curious.send(message('$SYS/x', 'x', { qos: 1, packetId: 2 }));
        const { properties = [] } = await curious.expect('puback');
        expect(properties).toMatchObject([{ name: 'reasonString' }]);
      },
    },
    {
      name: 'a client that writes without reading is heard all the same',
      run: async (world) => {
        const client = await world.client();
        await client.subscribe(world.name, { qos: 0 });
        const packets = Array.from({ length: 500 }, (_, at) => message(world.name, `${at}`));
        client.send(...packets);
        expect(publishes(await client.rest()).map(payloadOf)).toEqual(packets.map(payloadOf));
      },
    },
  ],
};
