import { expect, test } from 'vitest';
import type { Command, ConnectionEvent } from '../../../connection/protocol.ts';
import type { RecordedMessage } from '../../../engine/replay/recordedMessages.ts';
import type { ReplayPlan, Target } from './plan.ts';
import { ReplayRun, type ReplayState } from './run.ts';

const PLAN: ReplayPlan = {
  choice: { direction: 'in', filtered: false },
  speed: 1,
  rewriting: { kind: 'prefix', prefix: 'test/' },
  qos: 'keep',
  keepRetain: false,
};

const message = (at: number): RecordedMessage => ({
  packet: at + 1,
  time: 5_000_000 + at * 100_000,
  topic: `a/${at}`,
  payload: Uint8Array.of(at),
  qos: 1,
  retain: true,
  properties: [{ name: 'contentType', value: 'x' }],
});

/** Two workers by hand, and a clock. */
class Scene {
  readonly sent: Extract<Command, { kind: 'publish' }>[] = [];
  /** Topics of what was acknowledged. */
  readonly arrived: string[] = [];
  readonly recorded: readonly RecordedMessage[];
  readonly run: ReplayRun;
  state: ReplayState | undefined;
  limits: Target | undefined = { version: 5, maximumQoS: 2, retainAvailable: true };
  reads = 0;
  answers = true;
  now = 1000;
  #timer: { at: number; run: () => void } | undefined;
  #toTarget: (event: ConnectionEvent) => void = () => undefined;

  constructor(count: number, plan: Partial<ReplayPlan> = {}, answers = true) {
    this.answers = answers;
    this.recorded = Array.from({ length: count }, (_, at) => message(at));
    const hear = new Set<(event: ConnectionEvent) => void>();
    const toSource = (event: ConnectionEvent): void => {
      for (const listener of hear) listener(event);
    };
    let id = 0;
    const asked: Extract<Command, { kind: 'read-messages' }>[] = [];
    const source = {
      listen: (listener: typeof toSource) => {
        hear.add(listener);
        return () => undefined;
      },
      send: (command: Command) => {
        if (command.kind === 'read-messages') asked.push(command);
      },
    };
    const target = {
      listen: (listener: typeof toSource) => {
        this.#toTarget = listener;
        return () => undefined;
      },
      send: (command: Command) => {
        if (command.kind === 'publish') this.sent.push(command);
      },
    };
    const nextId = (): number => (id += 1);
    const limits = (): Target | undefined => this.limits;
    const ends = { source, target, limits, nextId, nextRequest: nextId };
    this.ask = (request) => {
      source.send({ kind: 'read-messages', request, choice: PLAN.choice, from: 1, count: 500 });
    };
    const clock = {
      now: () => this.now,
      after: (ms: number, run: () => void) => {
        const timer = { at: this.now + ms, run };
        this.#timer = timer;
        return () => {
          if (this.#timer === timer) this.#timer = undefined;
        };
      },
    };
    this.run = new ReplayRun(ends, { ...PLAN, ...plan }, count, clock, (state) => {
      this.state = state;
    });
    this.#answer = () => {
      for (const command of asked.splice(0)) {
        this.reads += 1;
        const messages = this.recorded.filter(({ packet }) => packet >= command.from);
        const some = messages.slice(0, command.count);
        const last = some.at(-1);
        const next = some.length < messages.length && last ? last.packet + 1 : undefined;
        toSource({ kind: 'messages', request: command.request, messages: some, next });
      }
      if (!this.answers) return;
      for (const { message: one } of this.sent.splice(0)) {
        this.arrived.push(one.topic);
        this.acknowledge(one.id);
      }
    };
  }

  /** Somebody else asks the same source. */
  readonly ask: (request: number) => void;
  readonly #answer: () => void;

  acknowledge(id: number): void {
    const outcome = { kind: 'acknowledged', ms: 1, code: 0, packet: 1 } as const;
    this.#toTarget({ kind: 'published', id, outcome });
  }

  pass(ms: number): void {
    const end = this.now + ms;
    this.#answer();
    while (this.#timer && this.#timer.at <= end) {
      const { at, run } = this.#timer;
      this.now = Math.max(this.now, at);
      this.#timer = undefined;
      run();
      this.#answer();
    }
    this.now = end;
  }
}

test('messages leave in original time, and the end is told', () => {
  const scene = new Scene(5);
  scene.pass(250);
  expect(scene.state).toMatchObject({ kind: 'running', sent: 3 });
  scene.pass(300);
  expect(scene.state).toMatchObject({ kind: 'done', sent: 5, skipped: 0, unanswered: 0 });
});

test('ten times as fast takes a tenth; a pause takes no time of it', () => {
  const scene = new Scene(30, { speed: 10 });
  scene.pass(100);
  const { sent = 0 } = scene.state ?? {};
  expect(sent).toBeGreaterThan(8);
  expect(sent).toBeLessThan(13);
  scene.run.pause();
  scene.pass(10_000);
  expect(scene.state).toMatchObject({ kind: 'paused', sent });
  scene.run.resume();
  scene.pass(20);
  expect(scene.state?.sent).toBeLessThan(sent + 5);
  scene.pass(400);
  expect(scene.state?.kind).toBe('done');
});

test('each message goes out once and in order while others read the same capture', () => {
  const scene = new Scene(1000, { speed: Number.POSITIVE_INFINITY, rewriting: { kind: 'keep' } });
  for (let step = 0; step < 2000 && scene.state?.kind !== 'done'; step += 1) {
    scene.ask(-1 - step);
    scene.pass(1);
  }
  expect(scene.state).toMatchObject({ kind: 'done', sent: 1000 });
  expect(scene.arrived).toEqual(scene.recorded.map(({ topic }) => topic));
});

test('a message goes out as it was planned', () => {
  const scene = new Scene(1, {}, false);
  scene.pass(1);
  const { message: sent } = scene.sent[0] ?? {};
  expect(sent).toMatchObject({ topic: 'test/a/0', qos: 1, retain: false });
  expect(sent?.properties).toHaveLength(1);
});

test('to MQTT 3.1.1 nothing is sent that it does not have', () => {
  const scene = new Scene(1, {}, false);
  scene.limits = { version: 4, maximumQoS: 0, retainAvailable: false };
  scene.pass(1);
  expect(scene.sent[0]?.message).toMatchObject({ qos: 0, properties: [] });
});

test('a slow broker is not flooded, and memory holds a few messages only', () => {
  const scene = new Scene(2000, { speed: Number.POSITIVE_INFINITY }, false);
  scene.pass(5000);
  expect(scene.sent).toHaveLength(200);
  expect(scene.reads).toBeLessThan(4);
  for (const { message: one } of scene.sent.slice(0, 50)) scene.acknowledge(one.id);
  expect(scene.sent).toHaveLength(250);
});

test('a connection that is lost pauses it, and it goes on where it stood', () => {
  const scene = new Scene(10);
  scene.pass(250);
  scene.limits = undefined;
  scene.pass(500);
  expect(scene.state).toMatchObject({ kind: 'disconnected', sent: 3 });
  scene.limits = { version: 5, maximumQoS: 2, retainAvailable: true };
  scene.run.resume();
  scene.pass(1000);
  expect(scene.state).toMatchObject({ kind: 'done', sent: 10 });
});

test('what is stopped stays stopped; a topic that cannot be is not sent', () => {
  const scene = new Scene(10, { rewriting: { kind: 'replace', find: '/', by: '#' } });
  scene.pass(250);
  expect(scene.state).toMatchObject({ sent: 0, skipped: 3 });
  scene.run.stop();
  scene.pass(2000);
  scene.run.resume();
  expect(scene.state).toMatchObject({ kind: 'stopped', skipped: 3 });
});
