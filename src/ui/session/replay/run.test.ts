import { expect, test } from 'vitest';
import { OpenQuestions, type Question } from '../../../connection/environment/questions.ts';
import type { Command, ConnectionEvent } from '../../../connection/protocol/protocol.ts';
import type { PublishOutcome } from '../../../connection/protocol/publishOutcome.ts';
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

/** Two workers and a clock that the test controls. */
class Scene {
  readonly sent: Extract<Command, { kind: 'publish' }>[] = [];
  /** Topics of acknowledged messages. */
  readonly arrived: string[] = [];
  readonly recorded: readonly RecordedMessage[];
  readonly run: ReplayRun;
  state: ReplayState | undefined;
  limits: Target | undefined = { version: 5, maximumQoS: 2, retainAvailable: true };
  reads = 0;
  readonly faults: unknown[] = [];
  /** Reason why the source no longer answers. */
  broken: Error | undefined;
  answers = true;
  now = 1000;
  #timer: { at: number; run: () => void } | undefined;
  #toTarget: (event: ConnectionEvent) => void = () => undefined;

  constructor(count: number, plan: Partial<ReplayPlan> = {}, answers = true) {
    this.answers = answers;
    this.recorded = Array.from({ length: count }, (_, at) => message(at));
    let id = 0;
    const questions = new OpenQuestions();
    const asked: { readonly id: number; readonly question: Question }[] = [];
    const source = {
      ask: <Q extends Question>(question: Q) =>
        questions.ask(question, (at) => asked.push({ id: at, question })),
    };
    const target = {
      listen: (listener: (event: ConnectionEvent) => void) => {
        this.#toTarget = listener;
        return () => undefined;
      },
      send: (command: Command) => {
        if (command.kind === 'publish') this.sent.push(command);
      },
    };
    const nextId = (): number => (id += 1);
    const limits = (): Target | undefined => this.limits;
    const failed = (why: unknown) => this.faults.push(why);
    const ends = { source, target, limits, nextId, failed };
    this.ask = () => {
      void source.ask({ kind: 'read-messages', choice: PLAN.choice, from: 1, count: 500 });
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
    this.#answer = async () => {
      for (const { id: at, question } of asked.splice(0)) {
        if (question.kind !== 'read-messages') throw new Error(question.kind);
        this.reads += 1;
        const messages = this.recorded.filter(({ packet }) => packet >= question.from);
        const some = messages.slice(0, question.count);
        const last = some.at(-1);
        const next = some.length < messages.length && last ? last.packet + 1 : undefined;
        const said = { messages: some, next };
        if (this.broken !== undefined) questions.fail(this.broken);
        else questions.hear({ kind: 'answered', id: at, answer: { to: 'read-messages', said } });
      }
      // The caller has received the answer.
      await new Promise((heard) => setImmediate(heard));
      if (!this.answers) return;
      for (const { message: one } of this.sent.splice(0)) {
        this.arrived.push(one.topic);
        this.acknowledge(one.id);
      }
    };
  }

  /** Simulates another question to the same source. */
  readonly ask: () => void;
  readonly #answer: () => Promise<void>;

  acknowledge(id: number): void {
    this.hear(id, { kind: 'acknowledged', ms: 1, code: 0, packet: 1 });
  }

  hear(id: number, outcome: PublishOutcome): void {
    this.#toTarget({ kind: 'published', id, outcome });
  }

  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await this.#answer();
    while (this.#timer && this.#timer.at <= end) {
      const { at, run } = this.#timer;
      this.now = Math.max(this.now, at);
      this.#timer = undefined;
      run();
      // Sequential, because time passes.
      await this.#answer();
    }
    this.now = end;
  }
}

test('messages are sent in original time, and the end is reported', async () => {
  const scene = new Scene(5);
  await scene.pass(250);
  expect(scene.state).toMatchObject({ kind: 'running', sent: 3 });
  await scene.pass(300);
  expect(scene.state).toMatchObject({ kind: 'done', sent: 5, skipped: 0, unanswered: 0 });
});

test('tenfold speed takes a tenth of the time; a pause does not count', async () => {
  const scene = new Scene(30, { speed: 10 });
  await scene.pass(100);
  const { sent = 0 } = scene.state ?? {};
  expect(sent).toBeGreaterThan(8);
  expect(sent).toBeLessThan(13);
  scene.run.pause();
  await scene.pass(10_000);
  expect(scene.state).toMatchObject({ kind: 'paused', sent });
  scene.run.resume();
  await scene.pass(20);
  expect(scene.state?.sent).toBeLessThan(sent + 5);
  await scene.pass(400);
  expect(scene.state?.kind).toBe('done');
});

test('each message is sent once and in order while others read the same capture', async () => {
  const scene = new Scene(1000, { speed: Number.POSITIVE_INFINITY, rewriting: { kind: 'keep' } });
  for (let step = 0; step < 2000 && scene.state?.kind !== 'done'; step += 1) {
    scene.ask();
    await scene.pass(1);
  }
  expect(scene.state).toMatchObject({ kind: 'done', sent: 1000 });
  expect(scene.arrived).toEqual(scene.recorded.map(({ topic }) => topic));
});

test('outcomes of other publishers on the same connection are not counted', async () => {
  const scene = new Scene(2, { speed: Number.POSITIVE_INFINITY }, false);
  await scene.pass(1);
  const others = 99;
  const refused = { kind: 'refused', code: 0x87, reasonString: undefined, packet: 1 } as const;
  for (const id of [others, others, ...scene.sent.map(({ message: { id: own } }) => own)]) {
    scene.hear(id, refused);
  }
  expect(scene.state).toMatchObject({ kind: 'done', sent: 2, refused: 2 });
});

test('a message is sent as planned', async () => {
  const scene = new Scene(1, {}, false);
  await scene.pass(1);
  const { message: sent } = scene.sent[0] ?? {};
  expect(sent).toMatchObject({ topic: 'test/a/0', qos: 1, retain: false });
  expect(sent?.properties).toHaveLength(1);
});

test('MQTT 3.1.1 gets none of the properties that it lacks', async () => {
  const scene = new Scene(1, {}, false);
  scene.limits = { version: 4, maximumQoS: 0, retainAvailable: false };
  await scene.pass(1);
  expect(scene.sent[0]?.message).toMatchObject({ qos: 0, properties: [] });
});

test('a slow broker is not flooded, and memory holds a few messages only', async () => {
  const scene = new Scene(2000, { speed: Number.POSITIVE_INFINITY }, false);
  await scene.pass(5000);
  expect(scene.sent).toHaveLength(200);
  expect(scene.reads).toBeLessThan(4);
  for (const { message: one } of scene.sent.slice(0, 50)) scene.acknowledge(one.id);
  expect(scene.sent).toHaveLength(250);
});

test('a lost connection pauses it, and it resumes at the same place', async () => {
  const scene = new Scene(10);
  await scene.pass(250);
  scene.limits = undefined;
  await scene.pass(500);
  expect(scene.state).toMatchObject({ kind: 'disconnected', sent: 3 });
  scene.limits = { version: 5, maximumQoS: 2, retainAvailable: true };
  scene.run.resume();
  await scene.pass(1000);
  expect(scene.state).toMatchObject({ kind: 'done', sent: 10 });
});

test('a stopped replay stays stopped; an invalid topic is not sent', async () => {
  const scene = new Scene(10, { rewriting: { kind: 'replace', find: '/', by: '#' } });
  await scene.pass(250);
  expect(scene.state).toMatchObject({ sent: 0, skipped: 3 });
  scene.run.stop();
  await scene.pass(2000);
  scene.run.resume();
  expect(scene.state).toMatchObject({ kind: 'stopped', skipped: 3 });
});

test('an unreadable source ends it, with the reason', async () => {
  const scene = new Scene(1000, { speed: Number.POSITIVE_INFINITY });
  await scene.pass(1);
  scene.broken = new Error('A slab is gone.');
  await scene.pass(5000);
  expect(scene.state).toMatchObject({ kind: 'stopped' });
  expect(scene.state?.sent).toBeGreaterThan(0);
  expect(scene.faults).toEqual([scene.broken]);
});
