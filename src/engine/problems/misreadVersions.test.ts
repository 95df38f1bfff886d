/** Tests that no side is blamed for errors of the other, or by the rules of another protocol version. */

import { describe, expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { FoundProblem } from '../findings/problem.ts';
import { ack, publish, suback, subscribe, Talk, will } from './talk.testkit.ts';

const connect = (version: 4 | 5, change: Partial<ConnectPacket> = {}) =>
  encode(
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'me',
      properties: [],
      ...change,
    },
    version,
  );
/** Offset of the protocol level; the flags follow. */
const LEVEL = 8;
const FLAGS = 9;

function changed(bytes: Uint8Array, at: number, to: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = to;
  return copy;
}

const MALFORMED: Readonly<Record<string, (version: 4 | 5) => Uint8Array>> = {
  'the reserved flag set': (version) => changed(connect(version), FLAGS, 3),
  'a will of QoS 3': (version) => changed(connect(version, { will: will() }), FLAGS, 0x1e),
  'bad UTF-8': (version) => {
    const bytes = connect(version);
    return changed(bytes, bytes.length - 1, 0xff);
  },
  'bytes behind it': (version) =>
    changed(Uint8Array.of(...connect(version), 0, 0), 1, connect(version).length),
  'a part of it missing': (version) => changed(connect(version).slice(0, 12), 1, 10),
  'a remaining length with a byte too much': (version) => {
    const [type = 0, length = 0, ...rest] = connect(version);
    return Uint8Array.of(type, length | 0x80, 0, ...rest);
  },
};
const ofServer = (found: readonly FoundProblem[]) =>
  found.filter(({ packet }) => packet > 1).map(({ rule }) => rule);

describe('a malformed CONNECT', () => {
  it.each(Object.keys(MALFORMED))('with %s is rejected rightly', (name) => {
    const refused = (version: 4 | 5, reasonCode: number) => {
      const talk = new Talk(version).raw('out', MALFORMED[name]?.(version) ?? new Uint8Array());
      return ofServer(talk.connack({ reasonCode }).close().found);
    };
    expect(refused(5, 0x81)).toEqual(['connection-refused']);
    expect(refused(4, 2)).toEqual(['refused-client-id']);
  });

  it('with an unknown level may be rejected in any version', () => {
    for (const version of [4, 5] as const) {
      const talk = new Talk(version).raw('out', changed(connect(version), LEVEL, 6));
      talk.connack({ reasonCode: version === 5 ? 0x84 : 1 }).close();
      expect(talk.rules).toEqual(['protocol-level', 'refused-version']);
    }
  });

  it('with a maximum packet size of 0 limits no answer', () => {
    const properties = [{ name: 'maximumPacketSize', value: 0 }] as const;
    const talk = new Talk(5).begin({ properties }, { reasonCode: 0x82 }).close();
    expect(ofServer(talk.found)).toEqual(['connection-refused']);
  });

  it('may be answered by the end of the connection', () => {
    for (const version of [4, 5] as const) {
      const flagged = new Talk(version).raw('out', changed(connect(version), FLAGS, 3));
      expect(flagged.wait(1).close().rules).toEqual(['connect-reserved']);
      const unknown = new Talk(version).raw('out', changed(connect(version), LEVEL, 6));
      expect(unknown.wait(1).close().rules).toEqual(['protocol-level']);
    }
  });

  it('that is accepted may continue with any session', () => {
    const talk = new Talk(5).raw('out', changed(connect(5, { cleanStart: false }), FLAGS, 1));
    talk.connack({ sessionPresent: true }).get(publish('a')).end();
    expect(talk.rules).toEqual(['connect-reserved']);
  });
});

describe('packets after a forbidden packet', () => {
  it('a second CONNECT does not undo the CONNACK of the first', () => {
    const talk = new Talk(5).begin().connect();
    talk.get({ type: 'disconnect', reasonCode: 0x82 }).close();
    expect(talk.rules).toEqual(['second-connect', 'server-disconnected']);
    expect(new Talk(4).begin().connect().close().rules).toEqual([
      'second-connect',
      'closed-without-disconnect',
    ]);
  });

  it('a malformed SUBSCRIBE may still be accepted', () => {
    const [type = 0, , ...rest] = encode(subscribe(1, ['a']), 4);
    const talk = new Talk(4).begin().raw('out', Uint8Array.of(type, rest.length + 1, ...rest, 0));
    talk
      .get(suback(1, [2]))
      .get(publish('a'))
      .end();
    expect(talk.rules).toEqual(['truncated']);
  });
});

describe('another version than the requested one', () => {
  it('3.1.2-2: a server of 3.1.1 rejects MQTT 5 in its own format', () => {
    const talk = new Talk(5)
      .connect()
      .raw('in', Uint8Array.of(0x20, 2, 0, 1))
      .close();
    expect(talk.rules).toEqual(['refused-version']);
  });

  it('is determined by the packets if the capture has no CONNECT', () => {
    const whole = new Talk(5, { fromStart: true });
    whole.capture.gapIn(whole.stream);
    whole
      .connack()
      .send(subscribe(1, ['a']))
      .get(suback(1, [1]));
    whole.get(publish('a', { qos: 1, packetId: 1 })).send(ack('puback', 1));
    whole.send({ type: 'disconnect', reasonCode: 0, properties: [] }).close();
    expect(whole.rules).toEqual([]);
    expect(
      whole.capture.window({ streams: { first: 0, count: 1 } }, 0).streams?.rows,
    ).toMatchObject([{ version: 5 }]);
  });

  it('is determined by the start of a CONNECT', () => {
    const talk = new Talk(5);
    talk.capture.brokenBytes(talk.stream, 'out', 0, connect(5).slice(0, 12), {
      statement: 'MQTT-4.2.0-1',
      rule: 'captureGap',
      severity: 'malformed',
      breach: plainBreach('capture-gap'),
      offset: 0,
      length: 0,
    });
    talk.connack().get({ type: 'disconnect', reasonCode: 0x8b }).close();
    expect(talk.rules).toEqual(['capture-gap', 'server-disconnected']);
  });

  it('if it is unknown, only violations of both versions count', () => {
    const bothBad = Uint8Array.of(0x82, 6, 0, 0, 0, 1, 0x61, 3);
    const talk = new Talk(4).raw('in', Uint8Array.of(0xd0, 0)).raw('out', bothBad);
    expect(talk.rules).toContain('packet-id');
    expect(talk.rules).not.toContain('subscribe-qos-3');
  });
});
