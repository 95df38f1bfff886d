import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { connectPacket, Scene } from './broker.testkit.ts';
import { Broker } from './broker.ts';
import type { Hooks } from './contract/hooks.ts';
import type { Admitted } from './contract/parties.ts';
import { simulate } from './simulation.testkit.ts';
import type { BrokerOptions } from './state/options.ts';

const seeds = tries(40, 3);
let admissions = 0;

/** Gives every client its own terms, which are the usual ones except for the session's name. */
function onTerms(clientId: string): Admitted {
  admissions += 1;
  return {
    sessionName: `session of ${clientId}`,
    ignoresWill: false,
    deliversUpTo: undefined,
    maximumQoS: 2,
    retainAvailable: true,
    keepsSubscriptions: false,
    authorisePublish: () => 'ok',
    authoriseSubscribe: (_, { qos }) => ({ granted: qos }),
    authoriseRead: () => true,
    published: () => undefined,
  };
}

class Admitting extends Broker {
  constructor(options: BrokerOptions, ...rest: [ConstructorParameters<typeof Broker>[1]?]) {
    const hooks: Hooks = {
      ...options.hooks,
      authenticate: ({ clientId }) => (clientId === '' ? 'ok' : onTerms(clientId)),
    };
    super({ ...options, hooks }, ...rest);
  }
}

test(`all guarantees hold for clients whose sessions have other names (${seeds} seeds)`, () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { broken } = simulate(seed, undefined, Admitting);
    expect(broken, `seed ${seed}`).toEqual([]);
  }
  expect(admissions).toBeGreaterThan(seeds);
});

test('the host may set the terms later', () => {
  const scene = new Scene({ hooks: { authenticate: () => 'later' } });
  const [one, two] = [4, 5].map((level) => {
    const version = level === 4 ? 4 : 5;
    const wire = scene.open(version);
    wire.send(connectPacket('c', { version, cleanStart: false }));
    scene.broker.decide(wire.id, onTerms('c'), scene.now);
    scene.collect();
    return wire;
  });
  expect(one?.isEnded).toBe(true);
  expect(two?.take()).toMatchObject([{ type: 'connack', sessionPresent: true }]);
  expect(scene.broker.contents.sessions.names).toEqual(['session of c']);
});

test('messages that must not be retained are forwarded without RETAIN, wills too', () => {
  const scene = new Scene({ hooks: { authorisePublish: () => 'not-retained' } });
  const will = { topic: 'a', payload: new Uint8Array(1), qos: 0, retain: true } as const;
  const observer = scene.connect('onlooker');
  observer.subscribe({ filter: '#', retainAsPublished: true });
  const wire = scene.connect('c', { will: { ...will, properties: [] } });
  wire.publish('b', 'x', { retain: true }).cut();
  expect(observer.takeMessages().map(({ topic, retain }) => `${topic} ${retain}`)).toEqual([
    'b false',
    'a false',
  ]);
  expect(scene.broker.statistics.retained).toBe(0);
});
