/** Session state: its contents, lifetime and retransmissions. */
import { expect } from '@playwright/test';
import { connecting, message, payloadOf } from '../kit/peers/rawClient.ts';
import { type Chapter, identifiers, propertyValue } from './world.ts';

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export const SESSIONS: Chapter = {
  name: 'Sessions',
  checks: [
    {
      name: 'is present also without subscriptions [MQTT-3.1.2-6, 3.2.2-3; 3.1.1: MQTT-3.2.2-2, 3.2.2-3]',
      versions: [4, 5],
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const first = await world.enter(fields);
        expect(first.connack.sessionPresent).toBe(false);
        await first.client.disconnect();
        const second = await world.enter(fields);
        expect(second.connack.sessionPresent).toBe(true);
        await second.client.disconnect();
        const third = await world.enter({ ...fields, cleanStart: true });
        expect(third.connack.sessionPresent).toBe(false);
      },
    },
    {
      name: 'keeps QoS 1 and 2 for a client that is away, in order [MQTT-3.1.2-5, 3.1.3-2, 4.1.0-1, 4.5.0-1; 3.1.1: MQTT-3.1.2-4, 3.1.2-5, 3.1.3-2, 4.1.0-1, 4.5.0-1]',
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const away = await world.client(fields);
        await away.subscribe(`${world.name}/+`, { qos: 2 });
        await away.disconnect();
        const publisher = await world.client();
        for (const [qos, payload] of [
          [0, 'a'],
          [1, 'b'],
          [2, 'c'],
          [1, 'd'],
        ] as const) {
          await publisher.publish(`${world.name}/t`, payload, { qos });
        }
        const back = await world.client(fields);
        const taken = [];
        for (let left = 3; left > 0; left -= 1) {
          const { qos, dup, payload } = await back.expect('publish');
          taken.push([qos, dup, Buffer.from(payload).toString()]);
        }
        expect(taken).toEqual([
          [1, false, 'b'],
          [2, false, 'c'],
          [1, false, 'd'],
        ]);
        expect(await back.rest()).toEqual([]);
      },
    },
    {
      name: 'sends again with DUP and the same identifier, after a reconnect only [MQTT-4.4.0-1; 3.1.1: MQTT-4.4.0-1]',
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        await client.subscribe(world.name, { qos: 2 });
        const publisher = await world.client();
        await publisher.publish(world.name, 'one', { qos: 1 });
        await publisher.publish(world.name, 'two', { qos: 2 });
        const first = [await client.expect('publish'), await client.expect('publish')];
        expect(first.map(({ dup }) => dup)).toEqual([false, false]);
        expect(await client.rest()).toEqual([]);
        client.kill();
        const back = await world.client(fields);
        const again = [await back.expect('publish'), await back.expect('publish')];
        expect(again).toMatchObject(first.map((packet) => ({ ...packet, dup: true })));
        expect(await back.rest()).toEqual([]);
      },
    },
    {
      name: 'goes on with PUBREL where PUBREC had come [MQTT-4.3.3-4 to 4.3.3-6]',
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        await client.subscribe(world.name, { qos: 2 });
        const publisher = await world.client();
        await publisher.publish(world.name, 'two', { qos: 2 });
        const { packetId = 0 } = await client.expect('publish');
        client.send({ type: 'pubrec', packetId });
        expect((await client.expect('pubrel')).packetId).toBe(packetId);
        client.kill();
        const back = await world.client(fields);
        expect((await back.expect('pubrel')).packetId).toBe(packetId);
        back.send({ type: 'pubcomp', packetId });
        expect(await back.rest()).toEqual([]);
        await back.disconnect();
        expect(await (await world.client(fields)).rest()).toEqual([]);
      },
    },
    {
      name: 'remembers what came in at QoS 2 [MQTT-4.3.3-10; 3.1.1: MQTT-4.1.0-2, 4.3.3-2]',
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const watcher = await world.client();
        await watcher.subscribe(world.name, { qos: 0 });
        const sender = await world.client(fields);
        sender.send(message(world.name, 'once', { qos: 2, packetId: 7 }));
        await sender.expect('pubrec');
        sender.kill();
        const back = await world.client(fields);
        back.send(message(world.name, 'once', { qos: 2, packetId: 7, dup: true }));
        expect((await back.expect('pubrec')).reasonCode ?? 0).toBeLessThan(0x80);
        back.send({ type: 'pubrel', packetId: 7 });
        expect((await back.expect('pubcomp')).reasonCode ?? 0).toBe(0);
        expect((await watcher.rest()).map(payloadOf)).toEqual(['once']);
      },
    },
    {
      name: 'goes from one version to another with what is in flight',
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        await client.subscribe(world.name, { qos: 2 });
        const publisher = await world.client();
        await publisher.publish(world.name, 'one', { qos: 1 });
        const { packetId } = await client.expect('publish');
        client.kill();
        const other = world.version === 5 ? 4 : 5;
        const back = await world.client({ clientId: world.name, cleanStart: false }, other);
        expect(await back.expect('publish')).toMatchObject({
          packetId,
          dup: true,
          topic: world.name,
        });
      },
    },
    {
      name: 'ends with its connection when its expiry is 0 [MQTT-4.1.0-2]',
      versions: [5],
      run: async (world) => {
        for (const properties of [[], world.lasting(0).properties ?? []]) {
          const fields = { clientId: world.name, cleanStart: false, properties };
          const first = await world.enter(fields);
          expect(first.connack.sessionPresent).toBe(false);
          await first.client.subscribe(world.name);
          await first.client.disconnect();
        }
        const killed = await world.client({ clientId: world.name, cleanStart: false });
        killed.kill();
        const last = await world.enter({ clientId: world.name, cleanStart: false });
        expect(last.connack.sessionPresent).toBe(false);
      },
    },
    {
      name: 'ends after its expiry and not before; DISCONNECT can change it [MQTT-3.1.2-23, 3.14.2.2.2]',
      versions: [5],
      run: async (world) => {
        const leave = async (id: string, atConnect: number, atDisconnect?: number) => {
          const fields = { ...world.lasting(atConnect), clientId: world.name + id };
          const client = await world.client(fields);
          await client.subscribe(world.name);
          const name = 'sessionExpiryInterval' as const;
          await client.disconnect(
            0,
            atDisconnect === undefined ? [] : [{ name, value: atDisconnect }],
          );
        };
        await leave('short', 1);
        await leave('long', 600);
        await leave('lowered', 600, 1);
        await leave('raised', 1, 600);
        await leave('ended', 600, 0);
        await leave('endless', 1, 0xffff_ffff);
        const isPresent = async (id: string) => {
          const { client, connack } = await world.enter({
            ...world.lasting(600),
            clientId: world.name + id,
          });
          await client.disconnect();
          return connack.sessionPresent;
        };
        expect(await isPresent('ended')).toBe(false);
        expect(await isPresent('long')).toBe(true);
        await pause(1.2);
        expect(await isPresent('short')).toBe(false);
        expect(await isPresent('lowered')).toBe(false);
        expect(await isPresent('raised')).toBe(true);
        expect(await isPresent('endless')).toBe(true);
      },
    },
    {
      name: 'is not raised from 0 by DISCONNECT: 0x82 [3.14.2.2.2]',
      versions: [5],
      run: async (world) => {
        const client = await world.client({ clientId: world.name });
        const properties = [{ name: 'sessionExpiryInterval', value: 5 } as const];
        client.send({ type: 'disconnect', reasonCode: 0, properties });
        expect(await client.end()).toMatchObject([{ type: 'disconnect', reasonCode: 0x82 }]);
        const back = await world.enter({ clientId: world.name, cleanStart: false });
        expect(back.connack.sessionPresent).toBe(false);
      },
    },
    {
      name: 'keeps options and identifiers of subscriptions, No Local too [4.1]',
      versions: [5],
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        const value = 456_789;
        await client.subscribe(`${world.name}/+`, { retainAsPublished: true }, [
          { name: 'subscriptionIdentifier', value },
        ]);
        await client.subscribe(`${world.name}/own/+`, { noLocal: true });
        await client.disconnect();
        const publisher = await world.client();
        const retained = { qos: 1, retain: true } as const;
        await publisher.publish(`${world.name}/t`, 'queued', retained);
        const { client: back } = await world.enter(fields);
        const queued = await back.take();
        expect(queued).toMatchObject({ retain: true, dup: false });
        expect(identifiers(queued.properties)).toEqual([value]);
        await back.publish(`${world.name}/own/t`, 'mine', { qos: 1 });
        await publisher.publish(`${world.name}/own/t`, 'theirs', { qos: 1 });
        expect(payloadOf(await back.take())).toBe('theirs');
        await publisher.publish(`${world.name}/t`, '', retained);
      },
    },
    {
      name: 'counts the expiry of what waits down, and drops what has expired [MQTT-3.3.2-5, 3.3.2-6]',
      versions: [5],
      run: async (world) => {
        const fields = { ...world.lasting(), clientId: world.name };
        const client = await world.client(fields);
        await client.subscribe(world.name, { qos: 2 });
        await client.disconnect(0, [{ name: 'sessionExpiryInterval', value: 999_999_999 }]);
        const publisher = await world.client();
        for (const [value, qos] of [
          [1, 1],
          [1, 2],
          [600, 1],
          [600, 2],
        ] as const) {
          const properties = [{ name: 'messageExpiryInterval', value } as const];
          await publisher.publish(world.name, `${value}`, { qos, properties });
        }
        await pause(1.2);
        const back = await world.client(fields);
        for (const qos of [1, 2]) {
          const packet = await back.take();
          expect(packet).toMatchObject({ qos });
          expect(payloadOf(packet)).toBe('600');
          const left = propertyValue(packet.properties, 'messageExpiryInterval');
          expect(left).toBeLessThan(600);
          expect(left).toBeGreaterThan(500);
        }
        expect(await back.rest()).toEqual([]);
      },
    },
    {
      name: 'that is taken over without a lasting session is new [MQTT-3.1.4-3, 4.1.0-2]',
      versions: [5],
      run: async (world) => {
        const older = await world.client({ clientId: world.name });
        await older.subscribe(world.name);
        const { client, connack } = await world.enter({ clientId: world.name, cleanStart: false });
        expect(connack.sessionPresent).toBe(false);
        expect(await older.end()).toMatchObject([{ type: 'disconnect', reasonCode: 0x8e }]);
        const publisher = await world.client();
        await publisher.publish(world.name, 'x', { qos: 1 });
        expect(await client.rest()).toEqual([]);
      },
    },
    {
      name: 'of MQTT 3.1.1 that is clean leaves nothing behind [3.1.1: MQTT-3.1.2-6]',
      versions: [3, 4],
      run: async (world) => {
        const kept = { clientId: world.name, cleanStart: false };
        const client = await world.client(kept);
        await client.subscribe(world.name);
        await client.disconnect();
        await (await world.client({ clientId: world.name })).disconnect();
        const back = await world.open();
        back.send(connecting(world.version, kept));
        expect((await back.expect('connack')).sessionPresent).toBe(false);
        await (await world.client()).publish(world.name, 'x', { qos: 1 });
        expect(await back.rest()).toEqual([]);
      },
    },
  ],
};
