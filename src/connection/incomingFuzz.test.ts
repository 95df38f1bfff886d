/** With any input from a server, nothing throws, everything is recorded, and breaches end the connection. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../base/runs.testkit.ts';
import { encode } from '../mqtt/codec/encode.ts';
import { arbitraryPacket, arbitraryVersion } from '../mqtt/tables/packet.testkit.ts';
import type { ProtocolVersion } from '../mqtt/tables/packet.ts';
import { ACCEPTED } from './accepted.testkit.ts';
import { settingsFor, TestClient } from './client.testkit.ts';
import { ManualClock } from './clock.testkit.ts';
import type { Environment, SocketHandlers } from './environment/environment.ts';
import { recordedBytes } from './recorded.testkit.ts';

/** A socket that the test feeds manually. */
class HandSocket {
  handlers: SocketHandlers | undefined;
  readonly sent: Uint8Array[] = [];
  isClosed = false;

  environment(clock: ManualClock): Environment {
    return {
      ...clock.environment,
      openSocket: (_url, [protocol = ''], handlers) => {
        this.handlers = handlers;
        return {
          protocol,
          bufferedAmount: 0,
          send: (bytes) => {
            this.sent.push(bytes.slice());
          },
          close: () => {
            this.isClosed = true;
          },
        };
      },
    };
  }
}

interface Fed {
  readonly version: ProtocolVersion;
  readonly frames: readonly Uint8Array[];
}

const mutated = fc
  .tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.boolean())
  .map(([place, value, cut]) => (bytes: Uint8Array): Uint8Array => {
    const changed = bytes.slice(0, cut ? 1 + (place % bytes.length) : bytes.length);
    changed[place % changed.length] = value;
    return changed;
  });

const fed: fc.Arbitrary<Fed> = arbitraryVersion.chain((version) => {
  const packet = arbitraryPacket(version, 'server').map((one) => encode(one, version));
  const wrong = fc.tuple(packet, mutated).map(([bytes, change]) => change(bytes));
  const noise = fc.uint8Array({ minLength: 1, maxLength: 40 });
  const part = fc.oneof(
    { weight: 6, arbitrary: packet },
    { weight: 3, arbitrary: wrong },
    { weight: 1, arbitrary: noise },
  );
  const frame = fc
    .array(part, { minLength: 1, maxLength: 4 })
    .map((parts) => new Uint8Array(Buffer.concat(parts)));
  return fc.record({ version: fc.constant(version), frames: fc.array(frame, { maxLength: 8 }) });
});

/** A message that a working client acknowledges. */
function probe(version: ProtocolVersion): Uint8Array {
  const message = { type: 'publish', dup: false, qos: 1, retain: false, topic: 'probe' } as const;
  return encode(
    { ...message, packetId: 0xabcd, properties: [], payload: new Uint8Array(1) },
    version,
  );
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test.each([true, false])(
  'packets, broken packets and noise (observed anyway: %s)',
  async (observeMalformed) => {
    await fc.assert(
      fc.asyncProperty(fed, async ({ version, frames }) => {
        const clock = new ManualClock();
        const socket = new HandSocket();
        const client = new TestClient(socket.environment(clock));
        client.connect(settingsFor('ws://h/', { version }), { observeMalformed });
        socket.handlers?.opened();
        await settled();
        socket.handlers?.received(encode(ACCEPTED, version));
        await settled();
        client.publish(1, { qos: 1 });
        client.publish(2, { qos: 2 });
        await settled();
        expect(client.current?.kind).toBe('connected');
        const arrived: Uint8Array[] = [encode(ACCEPTED, version)];
        for (const frame of frames) {
          if (socket.isClosed) break;
          arrived.push(frame);
          socket.handlers?.received(frame);
          await settled();
        }
        const isUp = client.current?.kind === 'connected';
        // After a breach, packets of the server are still received for a while.
        expect(isUp && socket.isClosed).toBe(false);
        const { capture } = client.dispatch;
        const isWhole = recordedBytes(capture, 1, 'in').equals(Buffer.concat(arrived));
        // After garbage has been observed, packet boundaries are unknown.
        const isWell = isUp && isWhole && !observeMalformed;
        if (isWell) arrived.push(probe(version));
        if (isWell) socket.handlers?.received(probe(version));
        await settled();
        const last = [...(socket.sent.at(-1)?.slice(0, 4) ?? [])];
        expect(!isWell || last.join() === [0x40, 2, 0xab, 0xcd].join()).toBe(true);
        client.send({ kind: 'disconnect' });
        socket.handlers?.closed(1000, '');
        await settled();
        expect(recordedBytes(capture, 1, 'in').equals(Buffer.concat(arrived))).toBe(true);
        expect(client.events.filter(({ kind }) => kind === 'fault')).toEqual([]);
      }),
      { numRuns: tries(100) },
    );
  },
  120_000,
);
