import { base64 } from '@scure/base';
import { expect, it } from 'vitest';
import { topicsOf } from '../../alibaba/alink/alinkTopic.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ControlCommand } from '../control/control.ts';
import type { Wire } from '../core/broker.testkit.ts';
import { Random } from '../core/memory/random.ts';
import type { PlatformCommand } from './devices/commands.ts';
import { DEMO, demoDevice, PlatformScene, signed } from './platform.testkit.ts';

const seeds = tries(20, 2);
const STEPS = 120;
const TEXTS = [
  '',
  '{}',
  '[]',
  'null',
  '{"id":1,"params":{"temperature":20},"method":"thing.event.property.post"}',
  '{"id":"2","version":"1.0","params":{"value":{"temperature":99}},"method":"x"}',
  '{"method":"update","state":{"reported":{"a":1,"__proto__":2}},"version":1}',
  '{"method":"get"}',
  '{"deviceSendTime":"1"}',
  '{"id":"1","code":200,"data":{}}',
  '{"powerSwitch":1}',
  '\u0000\uffff{',
] as const;

/** Performs random actions in any order; the scene rethrows errors of the broker. */
class Anything {
  readonly #random: Random;
  readonly #scene: PlatformScene;
  #wires: Wire[] = [];
  /** Kinds of replies seen. */
  readonly replies = new Set<string>();

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#scene = new PlatformScene({ settings: { replyWithoutSubscription: seed % 2 === 0 } });
  }

  step(): void {
    const random = this.#random;
    for (const { isEnded, id } of this.#wires) {
      // A host does this.
      if (isEnded) this.#scene.broker.close(id, this.#scene.now);
    }
    this.#wires = this.#wires.filter(({ isEnded }) => !isEnded);
    random.pick([
      () => this.#connect(),
      () => this.#publish(),
      () => this.#publish(),
      () => this.#subscribe(),
      () => this.#command(),
      () => this.#command(),
      () => this.#reload(),
      () => this.#scene.pass(random.below(4000)),
      () => this.#wires[random.below(9)]?.cut(),
    ])();
  }

  #device() {
    return demoDevice(this.#random.below(5));
  }

  #text(): string {
    return this.#random.pick(TEXTS);
  }

  #connect(): void {
    const random = this.#random;
    const signing = { clientIdBase: random.hex(4) };
    const version = random.pick([3, 4, 5] as const);
    const cleanStart = random.chance(0.3);
    this.#wires.push(this.#scene.try({ ...signed(this.#device(), signing), version, cleanStart }));
  }

  #topic(): string {
    const device = this.#device();
    const own = `/${device.productKey}/${device.deviceName}/user/get`;
    const topics = topicsOf(device).map(({ topic }) => topic.replaceAll(/\$\{.*?\}/g, 'x'));
    return topics[this.#random.below(topics.length + 5)] ?? own;
  }

  #publish(): void {
    const qos = this.#random.pick([0, 1] as const);
    this.#wires[this.#random.below(4)]?.publish(this.#topic(), this.#text(), { qos });
  }

  #subscribe(): void {
    const wire = this.#wires[this.#random.below(4)];
    const levels = this.#topic().split('/');
    const filter = this.#random.chance(0.5) ? `${levels.slice(0, -1).join('/')}/#` : this.#topic();
    const request = {
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
      qos: 1,
    } as const;
    wire?.send({
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: [{ filter, ...request }],
    });
  }

  #command(): void {
    const { productKey, deviceName } = this.#device();
    const random = this.#random;
    const name = { productKey, deviceName };
    const payload = base64.encode(encodeUtf8(this.#text()));
    const orders: readonly [PlatformCommand, ...PlatformCommand[]] = [
      { kind: 'platform' },
      { kind: 'platform-devices', first: random.below(3), count: 5 },
      { kind: 'platform-device', ...name },
      { kind: 'set-property', ...name, params: this.#text() },
      { kind: 'invoke-service', ...name, service: 'restart', input: this.#text() },
      { kind: 'invoke-service', ...name, service: 'selfTest', input: '{}' },
      { kind: 'cloud-publish', ...name, topic: this.#topic(), payload, qos: 1 },
      { kind: 'enable-device', ...name, isEnabled: random.chance(0.7) },
      { kind: 'platform-call', call: random.below(10) },
    ];
    const command = random.pick<ControlCommand>([
      ...orders,
      { kind: 'take-over', client: `${deviceName}&${productKey}` },
      { kind: 'restart', withSessions: random.chance(0.8), downFor: random.below(500) },
    ]);
    this.replies.add(this.#scene.ask(command).kind);
  }

  #reload(): void {
    const devices = DEMO.devices.filter(() => this.#random.chance(0.9));
    this.#scene.platform.reload({ products: DEMO.products, devices });
    this.#scene.collect();
  }
}

it(`nothing fails in the platform on random input (${seeds} seeds)`, () => {
  const replies = new Set<string>();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const anything = new Anything(seed);
    for (let step = 0; step < STEPS; step += 1) anything.step();
    for (const reply of anything.replies) replies.add(reply);
  }
  expect([...replies].sort()).toEqual([
    'done',
    'platform',
    'platform-call',
    'platform-called',
    'platform-device',
    'platform-devices',
    'refused',
  ]);
});
