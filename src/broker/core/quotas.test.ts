import { describe, expect, it } from 'vitest';
import type { Property } from '../../mqtt/tables/properties.ts';
import { administrationOf } from './administration.ts';
import { connectPacket, LOCAL_PEER, Scene, type Wire } from './broker.testkit.ts';
import type { Peer } from './contract/parties.ts';
import { Ledger } from './memory/ledger.ts';
import type { Limits } from './memory/limits.ts';

const MEBIBYTE = 1024 * 1024;
const LONG = 'x'.repeat(60_000);

/** A broker with one mebibyte of memory. */
const scene = (limits: Partial<Limits> = {}): Scene =>
  new Scene({ limits: { memory: MEBIBYTE, ...limits } });

const user = (count: number): Property[] =>
  Array.from({ length: count }, () => ({ name: 'userProperty', value: ['name', LONG] }));

const from = (machine: string): Peer => ({ ...LOCAL_PEER, machine });

/** How many of 100 attempts were accepted before the first refusal. */
function taken(act: (time: number) => boolean): number {
  for (let time = 0; time < 100; time += 1) if (!act(time)) return time;
  return 100;
}

describe('memory held for a client is counted by its true length', () => {
  it('user properties of retained messages', () => {
    const wire = scene().connect('c');
    const count = taken((at) => {
      wire.publish(`t/${at}`, 'x', { retain: true, qos: 1, properties: user(2) });
      return wire.take().some((packet) => packet.type === 'puback' && packet.reasonCode !== 0x97);
    });
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(9);
  });

  it('the levels of topics and filters, before they are split', () => {
    const deep = 'a/'.repeat(32_000);
    const made = scene();
    const wire = made.connect('c');
    wire.publish(deep, 'x', { retain: true, qos: 1 });
    expect(wire.take()).toMatchObject([{ type: 'puback', reasonCode: 0x97 }]);
    expect(wire.subscribe(deep, 'b')).toEqual([0x97, 2]);
    expect(made.broker.contents.ledger.bytes).toBeLessThan(MEBIBYTE);
  });

  it('user properties of queued messages', () => {
    const made = scene();
    made.connect('away', { cleanStart: false, properties: expiry }).subscribe('a');
    made.connect('away', { cleanStart: false, properties: expiry }).cut();
    const wire = made.connect('c');
    for (let at = 0; at < 50; at += 1) wire.publish('a', 'x', { qos: 1, properties: user(2) });
    const { heldBytes, droppedQueue } = made.broker.statistics;
    expect(heldBytes).toBeLessThanOrEqual(MEBIBYTE);
    expect(droppedQueue).toBeGreaterThan(40);
  });

  it('wills, also during their delay: CONNACK 0x97, return code 3 in 3.1.1', () => {
    const made = scene();
    const will = { payload: new Uint8Array(), qos: 0, retain: false } as const;
    const wait = { name: 'willDelayInterval', value: 1000 } as const;
    const come = (clientId: string, version: 4 | 5): number | undefined => {
      const wire = made.open(version, from(clientId));
      const properties = version === 5 ? [...user(2), wait] : [];
      const payload = new Uint8Array(version === 5 ? 0 : 60_000);
      const topic = version === 5 ? 'w' : LONG;
      const options = { version, cleanStart: false, properties: version === 5 ? expiry : [] };
      wire.send(
        connectPacket(clientId, { ...options, will: { ...will, topic, payload, properties } }),
      );
      const [connack] = wire.take();
      if (!wire.isEnded) wire.cut();
      return connack?.type === 'connack' ? connack.reasonCode : undefined;
    };
    const count = taken((at) => come(`c${at}`, 5) !== 0x97);
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(9);
    expect(come('old', 4)).toBe(3);
    // Without a will it fits.
    expect(made.connect('small').isEnded).toBe(false);
    // The wills have expired, and their memory is free.
    made.pass(1_000_000);
    expect(come('late', 5)).toBe(0);
  });

  describe('sessions of one machine leave a share of memory for the others', () => {
    const will = { topic: 'w', payload: new Uint8Array(20_000), qos: 0, retain: false } as const;
    const wait = { name: 'willDelayInterval', value: 0xffff_ffff } as const;
    const room = 1_000_000;
    const small = (): Scene => new Scene({ limits: { sessionBytes: room } });
    const come = (made: Scene, machine: string, id: string, isLarge = true): Wire => {
      const wire = made.open(5, from(machine));
      const properties = [{ name: 'sessionExpiryInterval', value: 0xffff_ffff } as const];
      const large = isLarge ? { will: { ...will, properties: [wait] } } : {};
      wire.send(connectPacket(id, { cleanStart: false, properties, ...large }));
      return wire;
    };
    const isIn = (wire: Wire): boolean =>
      wire.take().some((packet) => packet.type === 'connack' && packet.reasonCode === 0);
    const fill = (made: Scene, machine: string, isLarge: boolean, isAway: boolean): number => {
      for (let at = 0; at < 2000; at += 1) {
        const wire = come(made, machine, `${machine}/${at}`, isLarge);
        if (!isIn(wire)) return at;
        if (isAway) wire.cut();
      }
      return 2000;
    };
    const held = (made: Scene): number => made.broker.contents.ledger.accounts.sessions.bytes;

    it.each([
      ['with wills that wait for ever', true, true],
      ['with wills, connected', true, false],
      ['that are away for ever', false, true],
    ])('%s', (_, isLarge, isAway) => {
      const made = small();
      fill(made, 'greedy', isLarge, isAway);
      expect(held(made)).toBeGreaterThan(0.4 * room);
      expect(held(made)).toBeLessThan(0.55 * room);
      // It can still use its own.
      expect(isIn(come(made, 'greedy', 'greedy/0', isLarge))).toBe(true);
      fill(made, 'as greedy', isLarge, isAway);
      expect(held(made)).toBeLessThan(0.8 * room);
      expect(isIn(come(made, 'other', 'other'))).toBe(true);
    });

    it('connections without wills are accepted while they fit', () => {
      const made = small();
      fill(made, 'busy', false, false);
      expect(held(made)).toBeGreaterThan(0.9 * room);
    });

    it('ended sessions do not count, and moved messages count in their new place', () => {
      const made = small();
      fill(made, 'greedy', true, true);
      const moved = come(made, 'other', 'greedy/0', false);
      expect(isIn(moved)).toBe(true);
      expect(isIn(come(made, 'greedy', 'new'))).toBe(true);
      expect(isIn(come(made, 'greedy', 'newer'))).toBe(false);
      const ended = come(made, 'greedy', 'greedy/1', false);
      ended.send({
        type: 'disconnect',
        properties: [{ name: 'sessionExpiryInterval', value: 0 }],
      });
      expect(isIn(come(made, 'greedy', 'newer'))).toBe(true);
      expect(isIn(come(made, 'greedy', 'newest'))).toBe(false);
    });
  });

  it('client identifiers and user names of sessions', () => {
    const made = scene();
    const count = taken((at) => {
      const wire = made.open(5, from(`${at}`));
      const name = `${at}${LONG}`;
      const options = { cleanStart: false, properties: expiry, userName: name };
      wire.send(connectPacket(name, options));
      const [connack] = wire.take();
      if (!wire.isEnded) wire.cut();
      return connack?.type === 'connack' && connack.reasonCode !== 0x97;
    });
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(9);
  });

  it('share names and filters: SUBACK 0x97', () => {
    const wire = scene().connect('c');
    for (const filter of ['$share/N/a', 'N/a']) {
      const count = taken((at) => {
        const [code] = wire.subscribeWith([], filter.replace('N', `${at}${LONG}`));
        return code !== 0x97;
      });
      expect(count).toBeLessThan(18);
    }
  });

  it('topics of aliases: DISCONNECT 0x97', () => {
    const made = scene({ topicAliasMaximum: 100 });
    const wire = made.connect('c');
    const count = taken((at) => {
      const properties = [{ name: 'topicAlias', value: at + 1 } as const];
      wire.publish(`${at}${LONG}`, 'x', { properties });
      return !wire.isEnded;
    });
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(18);
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x97 }]);
    expect(made.connect('d').isEnded).toBe(false);
  });

  it('the broker sets no alias without memory for it', () => {
    const made = scene();
    const alias = { name: 'topicAliasMaximum', value: 32 } as const;
    const wire = made.connect('c', { properties: [alias] });
    wire.subscribe('#');
    const publisher = made.connect('p');
    for (let at = 0; at < 32; at += 1) publisher.publish(`${at}${LONG}`, 'x');
    const given = wire.takeMessages().filter(({ properties }) => properties.length > 0);
    expect(given.length).toBeGreaterThan(5);
    expect(given.length).toBeLessThan(18);
  });

  it('input before CONNECT is complete, and before the host has decided', () => {
    const made = new Scene({
      limits: { maximumHeadSize: 1000 },
      hooks: { authenticate: () => 'later' },
    });
    const wire = made.open();
    made.broker.inputBacklog(wire.id, 1001, made.now);
    made.collect();
    expect(wire.isEnded).toBe(true);
    const other = made.open();
    other.send(connectPacket('c'));
    other.sendBytes(new Uint8Array(1001));
    expect(other.take()).toMatchObject([]);
    expect(other.isEnded).toBe(true);
  });

  it('names are stored once, however many messages their clients send', () => {
    const made = scene();
    const wire = made.connect(LONG);
    for (let at = 0; at < 100; at += 1) wire.publish(`t/${at}`, 'x', { retain: true });
    const before = made.broker.statistics.memoryBytes;
    wire.cut();
    // They are still held.
    expect(made.broker.statistics.memoryBytes).toBeGreaterThan(before - 10_000);
    for (let at = 0; at < 100; at += 1) administrationOf(made.broker).clearRetained(`t/${at}`, 0);
    expect(made.broker.statistics.memoryBytes).toBe(0);
  });
});

const expiry: readonly Property[] = [{ name: 'sessionExpiryInterval', value: 0xffff_ffff }];

describe('the ledger', () => {
  const limits = {
    incoming: 100,
    outgoing: 100,
    connections: 100,
    sessions: 100,
    subscriptions: 100,
    queued: 100,
    retained: 100,
    journal: 100,
    taps: 100,
    faults: 100,
    transports: 100,
    platform: 100,
  };

  it('reserves a part for each account, and never exceeds its limit', () => {
    const ledger = new Ledger(440, limits);
    const { retained, queued, sessions } = ledger.accounts;
    for (const account of [retained, queued, sessions]) {
      while (account.fits(1)) account.add(1);
    }
    expect([retained.bytes, queued.bytes, sessions.bytes]).toEqual([100, 100, 80]);
    // The platform has no reserve: it uses the memory that the others leave.
    const { platform, ...others } = ledger.accounts;
    expect(platform.fits(1)).toBe(false);
    for (const account of Object.values(others)) {
      while (account.fits(1)) account.add(1);
      expect(account.bytes).toBeGreaterThanOrEqual(20);
    }
    expect(ledger.bytes).toBe(440);
    retained.add(-15);
    expect(sessions.fits(15)).toBe(true);
    expect(sessions.fits(16)).toBe(false);
  });

  it('keeps the accounts outside the broker when it is replaced', () => {
    const ledger = new Ledger(440, limits);
    const { retained, sessions, faults } = ledger.accounts;
    for (const account of [retained, sessions, faults]) account.add(30);
    ledger.names.hold('name');
    ledger.clear();
    expect([retained.bytes, sessions.bytes, faults.bytes, ledger.bytes]).toEqual([0, 0, 30, 30]);
    ledger.names.hold('name');
    expect(sessions.bytes).toBeGreaterThan(0);
  });
});
