/** The will: when it is sent, delayed and cancelled. */
import { expect } from '@playwright/test';
import type { Will } from '../../src/mqtt/tables/packet.ts';
import type { Property } from '../../src/mqtt/tables/properties.ts';
import { hex, payloadOf, type RawClient } from '../kit/peers/rawClient.ts';
import { type Chapter, userProperties, type World } from './world.ts';

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const willOf = (world: World, fields: Partial<Will> = {}): Will => ({
  topic: world.name,
  payload: Buffer.from('gone'),
  qos: 1,
  retain: false,
  properties: [],
  ...fields,
});

const delayed = (world: World, value: number, payload = 'gone'): Will =>
  willOf(world, {
    payload: Buffer.from(payload),
    properties: [{ name: 'willDelayInterval', value }],
  });

const expiring = (value: number): readonly Property[] => [{ name: 'sessionExpiryInterval', value }];

async function watcher(world: World): Promise<RawClient> {
  const client = await world.client();
  await client.subscribe(world.name, { qos: 2 });
  return client;
}

export const WILLS: Chapter = {
  name: 'Wills',
  checks: [
    {
      name: 'are sent when a client vanishes, with QoS and RETAIN [MQTT-3.1.2-7 to 3.1.2-9, 3.1.2-15; 3.1.1: MQTT-3.1.2-8, 3.1.2-17]',
      run: async (world) => {
        const watching = await watcher(world);
        const will = willOf(world, { qos: 2, retain: true });
        (await world.client({ will })).kill();
        const packet = await watching.take();
        expect([payloadOf(packet), packet.qos, packet.retain]).toEqual(['gone', 2, false]);
        const late = await watcher(world);
        expect(await late.take()).toMatchObject({ retain: true });
        await late.publish(world.name, '', { qos: 0, retain: true });
      },
    },
    {
      name: 'are not sent after DISCONNECT [MQTT-3.1.2-10, 3.14.4-3; 3.1.1: MQTT-3.1.2-10, 3.14.4-3]',
      run: async (world) => {
        const watching = await watcher(world);
        const client = await world.client({ will: willOf(world) });
        await client.disconnect();
        expect(await watching.rest()).toEqual([]);
      },
    },
    {
      name: 'are sent after DISCONNECT 0x04, and after one with an error [MQTT-3.1.2-8]',
      versions: [5],
      run: async (world) => {
        const watching = await watcher(world);
        for (const code of [0x04, 0x80, 0x93]) {
          const client = await world.client({ will: willOf(world) });
          await client.disconnect(code);
          expect(payloadOf(await watching.take())).toBe('gone');
        }
      },
    },
    {
      name: 'are sent after a malformed packet and after a second CONNECT [3.1.2.5]',
      run: async (world) => {
        const watching = await watcher(world);
        for (const bytes of [hex('30 03 00 01 23'), hex('10 00'), hex('ff ff ff ff ff')]) {
          const client = await world.client({ will: willOf(world) });
          client.write(bytes);
          await client.end();
          expect(payloadOf(await watching.take())).toBe('gone');
        }
      },
    },
    {
      name: 'are sent when the keep alive runs out, after one and a half times [MQTT-3.1.2-22; 3.1.1: MQTT-3.1.2-24]',
      run: async (world) => {
        const watching = await watcher(world);
        // From before CONNECT: this process may see CONNACK late, which is not the broker's delay.
        const start = performance.now();
        const client = await world.client({ keepAlive: 1, will: willOf(world) });
        const last = await client.end();
        expect(performance.now() - start).toBeGreaterThan(1300);
        if (world.version < 5) expect(last).toEqual([]);
        else expect(last).toMatchObject([{ type: 'disconnect', reasonCode: 0x8d }]);
        expect(payloadOf(await watching.take())).toBe('gone');
      },
    },
    {
      name: 'are sent at a take-over without a delay [3.1.4]',
      run: async (world) => {
        const watching = await watcher(world);
        const fields = { ...world.lasting(), clientId: `${world.name}t` };
        const older = await world.client({ ...fields, will: willOf(world) });
        const newer = await world.client(fields);
        await older.end();
        expect(payloadOf(await watching.take())).toBe('gone');
        await newer.disconnect();
        expect(await watching.rest()).toEqual([]);
      },
    },
    {
      name: 'keep their properties but for the delay [MQTT-3.1.3-10]',
      versions: [5],
      run: async (world) => {
        const watching = await watcher(world);
        const properties: Property[] = [
          { name: 'willDelayInterval', value: 0 },
          { name: 'userProperty', value: ['a', '2'] },
          { name: 'userProperty', value: ['c', '3'] },
          { name: 'contentType', value: 't' },
          { name: 'messageExpiryInterval', value: 50 },
        ];
        (await world.client({ will: willOf(world, { properties }) })).kill();
        const packet = await watching.take();
        expect(userProperties(packet.properties)).toEqual(['a=2', 'c=3']);
        expect(packet.properties).toContainEqual({ name: 'contentType', value: 't' });
        expect(packet.properties.map(({ name }) => name)).not.toContain('willDelayInterval');
      },
    },
    {
      name: 'wait for their delay, or for the end of the session if that is earlier [MQTT-3.1.3-9]',
      versions: [5],
      run: async (world) => {
        const cases = [
          [1, 600, 1],
          [600, 1, 1],
          [600, 0, 0],
        ] as const;
        await Promise.all(
          cases.map(async ([delay, expiry, seconds], at) => {
            const name = `${world.name}d${at}`;
            const will = willOf(world, {
              topic: name,
              properties: [{ name: 'willDelayInterval', value: delay }],
            });
            const watching = await world.client();
            await watching.subscribe(name);
            const client = await world.client({ will, properties: expiring(expiry) });
            const start = performance.now();
            client.kill();
            await watching.take();
            const waited = (performance.now() - start) / 1000;
            expect(waited).toBeGreaterThan(seconds - 0.1);
            // Much less than the longer delay.
            expect(waited).toBeLessThan(seconds + 60);
          }),
        );
      },
    },
    {
      name: 'are not sent if the client comes back before, also by a take-over [MQTT-3.1.3-9]',
      versions: [5],
      run: async (world) => {
        const watching = await watcher(world);
        const fields = {
          clientId: `${world.name}b`,
          cleanStart: false,
          properties: expiring(600),
        };
        const first = await world.client({ ...fields, will: delayed(world, 1) });
        const gone = performance.now();
        first.kill();
        const second = await world.client({ ...fields, will: delayed(world, 1) });
        // On a machine that pauses so long, the first one is sent correctly.
        const isLate = performance.now() - gone >= 1000;
        const third = await world.client(fields);
        await second.end();
        await pause(1.2);
        const sent = await watching.rest();
        expect(isLate ? sent.slice(1) : sent).toEqual([]);
        await third.disconnect();
      },
    },
    {
      name: 'are sent at once if the client comes back with Clean Start [MQTT-3.1.3-9]',
      versions: [5],
      run: async (world) => {
        const watching = await watcher(world);
        const fields = { clientId: `${world.name}b`, properties: expiring(600) };
        (await world.client({ ...fields, will: delayed(world, 600, 'one') })).kill();
        await world.client({ ...fields, will: delayed(world, 600, 'two') });
        expect(payloadOf(await watching.take())).toBe('one');
        const last = await world.client({ ...fields });
        expect(payloadOf(await watching.take())).toBe('two');
        await last.disconnect();
        expect(await watching.rest()).toEqual([]);
      },
    },
    {
      name: 'wait after DISCONNECT 0x04 too, cut short where it ends the session [MQTT-3.1.3-9, 3.14.2.2.2]',
      versions: [5],
      run: async (world) => {
        const watching = await watcher(world);
        const fields = { properties: expiring(600), will: delayed(world, 600) };
        const client = await world.client(fields);
        await client.disconnect(0x04);
        expect(await watching.rest()).toEqual([]);
        const other = await world.client(fields);
        await other.disconnect(0x04, expiring(0));
        expect(payloadOf(await watching.take())).toBe('gone');
      },
    },
    {
      name: 'that are retained and empty clear what is retained [MQTT-3.1.2-15, 3.3.1-6]',
      run: async (world) => {
        const watching = await watcher(world);
        await watching.publish(world.name, 'kept', { qos: 1, retain: true });
        expect(payloadOf(await watching.take())).toBe('kept');
        const will = willOf(world, { payload: Buffer.from(''), retain: true });
        (await world.client({ will })).kill();
        expect(payloadOf(await watching.take())).toBe('');
        expect(await (await watcher(world)).rest()).toEqual([]);
      },
    },
  ],
};
