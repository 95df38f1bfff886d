/** Examples with third-party clients that must work over every transport. */
import type { IClientOptions } from 'mqtt';
import { describe, expect, it } from 'vitest';
import type { TestClient } from './client.testkit.ts';

export const VERSIONS = [
  { name: '3.1.1', options: { protocolVersion: 4 } },
  { name: '5.0', options: { protocolVersion: 5 } },
] as const satisfies readonly { name: string; options: IClientOptions }[];

type Connect = (options: IClientOptions) => Promise<TestClient>;

/** @param begin starts a broker and returns how to connect to it */
export function transportExamples(begin: () => Promise<Connect>): void {
  describe.each(VERSIONS)('in MQTT $name', ({ options }) => {
    it.each([0, 1, 2] as const)(
      'QoS %i is delivered, in order and once [MQTT-4.2.0-1; 3.1.1: MQTT-4.2.0-1]',
      async (qos) => {
        const connect = await begin();
        const subscriber = await connect(options);
        const publisher = await connect(options);
        const [granted] = await subscriber.client.subscribeAsync('plant/+/temp', { qos });
        expect(granted?.qos).toBe(qos);
        const payloads = Array.from({ length: 20 }, (_, index) => String(index));
        await Promise.all(
          payloads.map((payload) =>
            publisher.client.publishAsync('plant/1/temp', payload, { qos }),
          ),
        );
        await publisher.client.publishAsync('plant/1/humidity', 'no');
        for (const payload of payloads) {
          expect(await subscriber.next()).toMatchObject({
            topic: 'plant/1/temp',
            payload,
            packet: { qos, dup: false, retain: false },
          });
        }
        await publisher.client.publishAsync('plant/2/temp', 'last', { qos });
        expect(await subscriber.next()).toMatchObject({ payload: 'last' });
        expect(subscriber.waiting()).toBe(0);
      },
    );

    it('a retained message is sent to later subscribers, until it is cleared', async () => {
      const connect = await begin();
      const publisher = await connect(options);
      await publisher.client.publishAsync('state', 'on', { qos: 1, retain: true });
      const late = await connect(options);
      await late.client.subscribeAsync('#');
      expect(await late.next()).toMatchObject({ payload: 'on', packet: { retain: true } });
      await publisher.client.publishAsync('state', '', { qos: 1, retain: true });
      const later = await connect(options);
      await later.client.subscribeAsync('#');
      await publisher.client.publishAsync('other', 'x', { qos: 1 });
      expect(await later.next()).toMatchObject({ topic: 'other' });
    });

    it('a will is sent for a client that vanishes, but not after DISCONNECT', async () => {
      const connect = await begin();
      const watcher = await connect(options);
      await watcher.client.subscribeAsync('#', { qos: 1 });
      const will = (payload: string): IClientOptions => ({
        ...options,
        will: { topic: 'will', payload: Buffer.from(payload), qos: 1, retain: false },
      });
      const polite = await connect(will('polite'));
      await polite.client.endAsync();
      const killed = await connect(will('killed'));
      killed.client.stream.destroy();
      expect(await watcher.next()).toMatchObject({ topic: 'will', payload: 'killed' });
    });

    it('a session is kept for its client', async () => {
      const connect = await begin();
      const kept = { ...options, clientId: 'kept', clean: false };
      const session =
        options.protocolVersion === 5
          ? { ...kept, properties: { sessionExpiryInterval: 600 } }
          : kept;
      const first = await connect(session);
      await first.client.subscribeAsync('q', { qos: 2 });
      await first.client.endAsync();
      const publisher = await connect(options);
      for (const payload of ['a', 'b'])
        await publisher.client.publishAsync('q', payload, { qos: 2 });
      const second = await connect(session);
      expect(await second.next()).toMatchObject({ payload: 'a' });
      expect(await second.next()).toMatchObject({ payload: 'b' });
    });

    it('a large payload arrives complete', async () => {
      const connect = await begin();
      const subscriber = await connect(options);
      await subscriber.client.subscribeAsync('big', { qos: 1 });
      const publisher = await connect(options);
      const payload = 'ä'.repeat(2_000_000);
      await publisher.client.publishAsync('big', payload, { qos: 1 });
      const received = await subscriber.next();
      expect(received.payload.length).toBe(payload.length);
      expect(received.payload === payload).toBe(true);
    });
  });
}
