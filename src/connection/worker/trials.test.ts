/** Sends each wrong packet of the list to our own broker, which must react as the standard requires. */

import { describe, expect, it } from 'vitest';
import type { Limits } from '../../broker/core/memory/limits.ts';
import type { BrokerOptions } from '../../broker/core/state/options.ts';
import { judge } from '../../engine/workshop/reaction.ts';
import { type WrongPacket, wrongPackets } from '../../engine/workshop/wrongPackets.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { settingsFor, TestClient } from '../client.testkit.ts';
import { MemoryNetwork } from '../memoryNetwork.testkit.ts';
import type { Trial, TrialOutcome } from '../workshop/trial.ts';

const NAME = 'workshop-1';

interface Bench {
  readonly network: MemoryNetwork;
  readonly client: TestClient;
}

async function bench(
  version: ProtocolVersion,
  broker: Partial<BrokerOptions> = {},
  settings: Parameters<typeof settingsFor>[1] = {},
): Promise<Bench> {
  const network = new MemoryNetwork(broker);
  const client = new TestClient(network.environment([]));
  client.connect(settingsFor('ws://broker.test/mqtt', { version, ...settings }));
  await client.state('connected');
  return { network, client };
}

/** Advances the time until it is over. */
async function tried({ network, client }: Bench, trial: Trial): Promise<TrialOutcome> {
  let outcome: TrialOutcome | undefined;
  const asked = client.ask({ kind: 'try-bytes', trial }).then((said) => {
    outcome = said;
  });
  for (let passed = 0; outcome === undefined && passed <= 2 * trial.watch; passed += 250) {
    await network.settled();
    if (outcome === undefined) network.pass(250);
  }
  await asked;
  if (outcome === undefined) throw new Error('It never ended.');
  return outcome;
}

const trialOf = ({ bytes, keepAlive, watch }: WrongPacket, on: Trial['on']): Trial => ({
  bytes,
  on,
  name: NAME,
  keepAlive,
  watch,
});

const told = (outcome: TrialOutcome, { id, wanted }: WrongPacket) => {
  if (outcome.kind !== 'tried') return { id, ...outcome };
  const { answers, closed } = outcome.reaction;
  const { outcome: verdict, why } = judge(wanted, outcome.reaction);
  const codes = answers.map(({ type, code }) => `${type} ${code}`);
  return { id, verdict, why, codes, closed: closed !== undefined };
};

/** Limits that packets can violate, each with a violation. */
const LIMITS: readonly (readonly [rule: string, limits: Partial<Limits>])[] = [
  ['alias-above-maximum', {}],
  ['receive-maximum-exceeded', { receiveMaximum: 3 }],
  ['qos-above-maximum', { maximumQoS: 1 }],
  ['retain-not-available', { retainAvailable: false }],
  ['packet-too-large', { maximumPacketSize: 4000 }],
  ['wildcard-not-available', { wildcardSubscriptionAvailable: false }],
  ['shared-not-available', { sharedSubscriptionAvailable: false }],
  ['identifier-not-available', { subscriptionIdentifiersAvailable: false }],
];

describe.each([3, 4, 5] as const)('version %i', (version) => {
  it.each(wrongPackets(version, NAME))(
    'our broker behaves as $statement requires: $id',
    async (one) => {
      const on = one.place === 'first' ? 'first' : 'own';
      const outcome = await tried(await bench(version), trialOf(one, on));
      expect(told(outcome, one)).toMatchObject({ id: one.id, verdict: 'as-wanted' });
    },
  );

  const here = wrongPackets(version, NAME).filter(({ place }) => place === 'connected');
  it.each(here)('the same on an existing connection: $id', async (one) => {
    const outcome = await tried(await bench(version), trialOf(one, 'this'));
    expect(told(outcome, one)).toMatchObject({ id: one.id, verdict: 'as-wanted' });
  });
});

it.each(LIMITS)('our broker respects the limits that it announced: %s', async (rule, limits) => {
  const at = await bench(5, { limits });
  const { announced } = (await at.client.ask({ kind: 'trial-terms' })) ?? {};
  const one = wrongPackets(5, NAME, announced).find((packet) => packet.rule === rule);
  if (one === undefined) throw new Error(`There is no packet for ${rule}.`);
  const outcome = await tried(at, trialOf(one, 'own'));
  expect(told(outcome, one)).toMatchObject({ id: rule, verdict: 'as-wanted' });
});

it('exceeds the limits of its own connection, not those of the existing one', async () => {
  const at = await bench(5, { limits: { maximumPacketSize: 4000, receiveMaximum: 3 } });
  const { announced } = (await at.client.ask({ kind: 'trial-terms' })) ?? {};
  if (announced === undefined) throw new Error('Nothing was announced.');
  // The announced limits of another listener.
  const others = {
    ...announced,
    maximumPacketSize: 100,
    topicAliasMaximum: 0,
    maximumQoS: 1,
  } as const;
  const list = wrongPackets(5, NAME, others);
  const outcomes = new Map<string, unknown>();
  for (const one of list.filter(({ byTerms }) => byTerms)) {
    const outcome = await tried(at, { ...trialOf(one, 'own'), limit: one.rule });
    outcomes.set(one.rule, outcome.kind === 'tried' ? told(outcome, one) : outcome.why);
  }
  expect(Object.fromEntries(outcomes)).toMatchObject({
    'packet-too-large': { verdict: 'as-wanted', codes: ['disconnect 149'] },
    'alias-above-maximum': { verdict: 'as-wanted', codes: ['disconnect 148'] },
    'qos-above-maximum': 'no-limit',
  });
});

it('four in parallel have the same result as in sequence', async () => {
  const at = await bench(5);
  const { announced } = (await at.client.ask({ kind: 'trial-terms' })) ?? {};
  const left = wrongPackets(5, NAME, announced).map((one, index) => ({ one, index }));
  const wrong: unknown[] = [];
  let count = 0;
  const tryNext = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { one, index } = next;
      const on = one.place === 'first' ? 'first' : 'own';
      const limit = one.byTerms ? one.rule : undefined;
      const trial = { ...trialOf(one, on), name: `own-${index}`, limit };
      const outcome = await at.client.ask({ kind: 'try-bytes', trial });
      const said = told(outcome, one);
      count += 1;
      if (!('verdict' in said) || said.verdict !== 'as-wanted') wrong.push(said);
    }
  };
  const all = Promise.all(Array.from({ length: 4 }, tryNext)).then(() => true);
  let isOver = false;
  void all.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await at.network.settled();
    at.network.pass(250);
  }
  await all;
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(80);
});

describe('a trial', () => {
  const ping: Trial = { bytes: Uint8Array.of(0xc0, 0), on: 'this', name: NAME, watch: 2000 };

  it('is in the capture, with its answer, on this connection', async () => {
    const at = await bench(5);
    const outcome = await tried(at, ping);
    if (outcome.kind !== 'tried') throw new Error(outcome.why);
    const [sent = 0] = outcome.sent;
    const { capture } = at.client.dispatch;
    expect(capture.window({ packet: sent }, 0).packet?.row).toMatchObject({ direction: 'out' });
    const [answer] = outcome.reaction.answers;
    expect(answer).toMatchObject({ type: 'pingresp', packet: sent + 1 });
    expect(outcome.reaction.closed).toBeUndefined();
    expect(at.client.current).toMatchObject({ kind: 'connected' });
  });

  it('on its own connection does not affect this one, and closes its own', async () => {
    const at = await bench(4);
    const outcome = await tried(at, { ...ping, bytes: Uint8Array.of(0, 0), on: 'own' });
    expect(outcome).toMatchObject({ kind: 'tried', stream: 2, reaction: { answers: [] } });
    expect(at.client.current).toMatchObject({ kind: 'connected' });
    await tried(at, { ...ping, on: 'own' });
    const { streams } = at.client.dispatch.capture.window({ streams: { first: 0, count: 9 } }, 9e9);
    expect(streams?.rows.map(({ clientId, closed }) => [clientId, closed !== undefined])).toEqual([
      ['tester', false],
      [NAME, true],
      [NAME, true],
    ]);
  });

  it('does not mistake messages and answers to others for its answer', async () => {
    const subscriptions = [
      { filter: '#', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
    ] as const;
    const at = await bench(5, {}, { subscriptions });
    const publish = Uint8Array.from(Buffer.from('3206000161fd0100', 'hex'));
    at.client.publish(1, { qos: 1 });
    const outcome = await tried(at, { ...ping, bytes: publish });
    expect(outcome).toMatchObject({
      reaction: { answers: [{ type: 'puback', code: 0x00 }], closed: undefined },
    });
  });

  it('reports a connection that the server closes, which then reconnects', async () => {
    const at = await bench(5);
    const outcome = await tried(at, { ...ping, bytes: Uint8Array.of(0xc1, 0) });
    expect(outcome).toMatchObject({
      reaction: { answers: [{ type: 'disconnect', code: 0x81 }] },
    });
    expect(at.client.current?.kind).not.toBe('connected');
  });

  it('keeps bytes that are no packet in their own row', async () => {
    const at = await bench(5);
    const bytes = Uint8Array.of(0xc0, 0, 0x30, 0x7f, 0x61);
    const outcome = await tried(at, { ...ping, bytes, on: 'own' });
    if (outcome.kind !== 'tried') throw new Error(outcome.why);
    expect(outcome.sent.length).toBe(2);
    const [, rest = 0] = outcome.sent;
    const detail = at.client.dispatch.capture.window({ packet: rest }, 0).packet;
    expect([...(detail?.bytes ?? [])]).toEqual([0x30, 0x7f, 0x61]);
  });

  it.each(['this', 'own', 'first'] as const)(
    'is rejected where publishing is not allowed: %s',
    async (on) => {
      const at = await bench(5, {}, { readOnly: true });
      const before = at.client.dispatch.capture.newest;
      const outcome = await at.client.ask({ kind: 'try-bytes', trial: { ...ping, on } });
      expect(outcome).toEqual({ kind: 'not-tried', why: 'read-only' });
      expect(at.client.dispatch.capture.newest).toBe(before);
    },
  );

  it('is rejected without a connection, and reports why its own connection failed', async () => {
    const network = new MemoryNetwork();
    const client = new TestClient(network.environment([]));
    expect(await client.ask({ kind: 'try-bytes', trial: ping })).toMatchObject({
      why: 'not-connected',
    });
    const refusing = {
      hooks: {
        authenticate: ({ clientId }: { clientId: string }) =>
          clientId === NAME ? ({ reasonCode: 0x87 } as const) : ('ok' as const),
      },
    };
    const at = await bench(5, refusing);
    expect(await tried(at, { ...ping, on: 'own' })).toEqual({
      kind: 'not-tried',
      why: 'refused',
      code: 0x87,
    });
  });
});
