import { describe, expect, it } from 'vitest';
import { type Delivery, Message } from '../contract/message.ts';
import { QueueMemory } from '../contract/queueMemory.ts';
import { Account } from '../memory/ledger.ts';
import { DEFAULT_LIMITS } from '../memory/limits.ts';
import { Outbound } from './outbound.ts';

const ALL = 0xffff;

function setUp() {
  const queueMemory = new QueueMemory(new Account());
  const limits = { ...DEFAULT_LIMITS, queuedBytes: Number.POSITIVE_INFINITY };
  const outbound = new Outbound(limits, queueMemory);
  const source = { topic: 'a', payload: new Uint8Array(), retain: false, properties: [] };
  const add = (qos: 1 | 2): boolean => {
    const message = new Message({ ...source, qos }, undefined, 0);
    const delivery: Delivery = {
      message,
      qos,
      retain: false,
      identifiers: [],
      group: undefined,
      trace: undefined,
    };
    return outbound.add(delivery);
  };
  const send = (receiveMaximum: number): number[] => {
    const sent: number[] = [];
    for (;;) {
      const dispatch = outbound.next(receiveMaximum, 0);
      if (dispatch === undefined) return sent;
      sent.push(dispatch.packetId);
    }
  };
  return { outbound, queueMemory, add, send };
}

describe('the sending half of a session', () => {
  it('does not use an identifier twice while it is in flight [MQTT-2.2.1-4, 4.3.2-1, 4.3.3-1]', () => {
    const { outbound, add, send } = setUp();
    add(1);
    const [held] = send(ALL);
    for (let n = 0; n < 65_600; n += 1) add(1);
    const others = send(ALL);
    expect(new Set([held, ...others]).size).toBe(65_535);
    for (const packetId of others) outbound.puback(packetId);
    const more = send(ALL);
    expect(more).toHaveLength(66);
    expect(more).not.toContain(held);
    expect(outbound.inFlight).toBe(67);
  });

  it('counts only messages of this connection against the receive maximum [MQTT-4.9.0-1, 4.9.0-2]', () => {
    const { outbound, add, send } = setUp();
    for (let n = 0; n < 6; n += 1) add(2);
    expect(send(3)).toEqual([1, 2, 3]);
    outbound.pubrec(1, false);
    outbound.resume();
    // PUBREL uses no quota, and its PUBCOMP returns none.
    expect(send(2)).toEqual([1, 2, 3]);
    outbound.pubcomp(1);
    expect(send(2)).toEqual([]);
    outbound.pubrec(2, false);
    outbound.pubcomp(2);
    expect(send(2)).toEqual([4]);
  });

  it('frees its memory on every path of a message', () => {
    const { outbound, queueMemory, add, send } = setUp();
    for (const qos of [1, 2, 2, 2, 1, 1] as const) add(qos);
    send(5);
    outbound.puback(1);
    outbound.pubrec(2, false);
    outbound.pubrec(3, true);
    expect(queueMemory.bytes).toBeGreaterThan(0);
    expect(outbound.clear(0).map(({ qos }) => qos)).toEqual([1, 1]);
    expect(queueMemory.bytes).toBe(0);
    expect([outbound.queued, outbound.inFlight]).toEqual([0, 0]);
  });

  it('does not end an exchange by an acknowledgement of the wrong kind', () => {
    const { outbound, add, send } = setUp();
    add(1);
    add(2);
    send(ALL);
    outbound.puback(2);
    outbound.pubcomp(2);
    expect(outbound.pubrec(1, false)).toBe(false);
    expect(outbound.inFlight).toBe(2);
  });
});
