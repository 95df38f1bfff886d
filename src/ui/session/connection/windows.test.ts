import { expect, test } from 'vitest';
import { ConnectionClosed } from '../../../connection/environment/questions.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../../engine/capture/capture.ts';
import type { WindowReply, WindowRequest } from '../../../engine/window/window.ts';
import type { LoopClock } from './browserClock.ts';
import { WindowLoop } from './windows.ts';

const NO_COUNTERS = new Capture({ conventions: CONVENTIONS, originWallClock: 0 }).counters(0);

/** A clock with controlled time; a frame is drawn 16 ms after its request. */
class TestClock implements LoopClock {
  time = 0;
  #plans: { readonly at: number; readonly run: () => void }[] = [];

  now = () => this.time;
  after = (ms: number, run: () => void) => {
    const plan = { at: this.time + ms, run };
    this.#plans.push(plan);
    return () => {
      this.#plans = this.#plans.filter((other) => other !== plan);
    };
  };
  frame = (run: () => void) => this.after(16, run);
  hidden = false;
  isHidden = () => this.hidden;
  attended = true;
  isAttended = () => this.attended;
  readonly #watchers = new Set<() => void>();
  listen = (changed: () => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  see(seen: boolean): void {
    this.hidden = !seen;
    for (const watcher of this.#watchers) watcher();
  }

  /** Lets time pass, and each answer arrive before the next plan. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      await Promise.resolve();
      const next = this.#plans.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) {
        break;
      }
      this.#plans = this.#plans.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await Promise.resolve();
      await Promise.resolve();
    }
    this.time = end;
  }
}

function setup() {
  const clock = new TestClock();
  const requests: WindowRequest[] = [];
  let packets = 0;
  const loop = new WindowLoop(
    (request) => {
      requests.push(request);
      packets += 1;
      const reply: WindowReply = {
        counters: { ...NO_COUNTERS, packets, inRate: 1000 + packets },
        origin: 1000,
        ...(request.topics === undefined
          ? {}
          : { topics: { first: request.topics.first, rows: [], total: packets, hidden: 0 } }),
      };
      return Promise.resolve(reply);
    },
    clock,
    () => undefined,
  );
  let paints = 0;
  const stop = loop.listen(() => {
    paints += 1;
  });
  return { clock, loop, requests, stop, paints: () => paints };
}

const PANE = {};

test('the needs of all panes form one request', async () => {
  const { clock, loop, requests } = setup();
  loop.want('topics', PANE, { first: 0, count: 10 });
  loop.want('packet', {}, 7);
  await clock.pass(20);
  expect(requests).toEqual([{ topics: { first: 0, count: 10 }, packet: 7 }]);
});

test('rows are requested at most ten times a second, together with counters', async () => {
  const { clock, loop, requests } = setup();
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(2000);
  expect(requests.length).toBeGreaterThan(12);
  expect(requests.length).toBeLessThanOrEqual(21);
});

test('in a flood rows are requested more often, until it is over', async () => {
  const clock = new TestClock();
  let [asked, packets, more] = [0, 0, 1];
  const loop = new WindowLoop(
    () => {
      asked += 1;
      packets += more;
      return Promise.resolve({ counters: { ...NO_COUNTERS, packets }, origin: 0 });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('packets', PANE, { first: 0, count: 10, tail: true });
  const askedIn = async (ms: number) => {
    const before = asked;
    await clock.pass(ms);
    return asked - before;
  };
  expect(await askedIn(1000)).toBeLessThan(7);
  more = 1000;
  await clock.pass(250);
  expect(await askedIn(1000)).toBeGreaterThan(18);
  more = 1;
  await clock.pass(250);
  expect(await askedIn(1000)).toBeLessThan(7);
});

test('while a new filter runs, rows are requested more often, until it ends', async () => {
  const clock = new TestClock();
  let asked = 0;
  let filter = { text: 'qos > 0', shown: 1, examined: 1, held: 9, done: false };
  const loop = new WindowLoop(
    () => {
      asked += 1;
      return Promise.resolve({ counters: { ...NO_COUNTERS, packets: asked, filter }, origin: 0 });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('packets', PANE, { first: 0, count: 10, tail: true });
  const askedIn = async (ms: number) => {
    const before = asked;
    await clock.pass(ms);
    return asked - before;
  };
  expect(await askedIn(1000)).toBeGreaterThan(18);
  filter = { ...filter, done: true };
  await clock.pass(250);
  expect(await askedIn(1000)).toBeLessThan(11);
  // Requests for results that have arrived do not wait.
  filter = { ...filter, held: 10, done: false };
  expect(await askedIn(1000)).toBeLessThan(11);
  filter = { ...filter, text: 'qos > 1' };
  await clock.pass(250);
  expect(await askedIn(1000)).toBeGreaterThan(18);
});

test('if nothing is needed, only the counters are requested, four times a second', async () => {
  const { clock, requests } = setup();
  await clock.pass(2000);
  expect(requests.length).toBeGreaterThanOrEqual(7);
  expect(requests.length).toBeLessThanOrEqual(9);
  expect(requests.every((request) => Object.keys(request).length === 0)).toBe(true);
});

test('shown counters change at most four times a second', async () => {
  const { clock, loop } = setup();
  loop.want('topics', PANE, { first: 0, count: 10 });
  const seen = new Set<number | undefined>();
  for (let at = 0; at < 2000; at += 10) {
    await clock.pass(10);
    seen.add(loop.counters()?.packets);
  }
  expect(seen.size).toBeLessThanOrEqual(10);
  expect(seen.size).toBeGreaterThan(5);
});

test('with few messages, rows are requested four times a second, and twice while unattended', async () => {
  const clock = new TestClock();
  let packets = 0;
  const loop = new WindowLoop(
    () => {
      packets += 1;
      return Promise.resolve({ counters: { ...NO_COUNTERS, packets, inRate: 30 }, origin: 0 });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(10_000);
  expect(packets).toBeGreaterThan(37);
  expect(packets).toBeLessThan(43);
  clock.attended = false;
  packets = 0;
  await clock.pass(10_000);
  expect(packets).toBeGreaterThan(17);
  expect(packets).toBeLessThan(23);
});

test('rows and counters of an answer are drawn together', async () => {
  const clock = new TestClock();
  let packets = 0;
  const loop = new WindowLoop(
    async () => {
      packets += 1;
      const reply = { counters: { ...NO_COUNTERS, packets, inRate: 30 }, origin: packets };
      await new Promise<void>((resolve) => clock.after(20, resolve));
      return reply;
    },
    clock,
    () => undefined,
  );
  let drawn = 0;
  loop.listen(() => {
    drawn += 1;
  });
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(1_100);
  // An answer to user input arrives early, so its counters are shown with the next one.
  loop.want('topics', PANE, { first: 10, count: 10 });
  await clock.pass(50);
  [packets, drawn] = [0, 0];
  await clock.pass(10_000);
  expect(packets).toBeGreaterThan(30);
  expect(drawn).toBeLessThanOrEqual(packets);
});

test('rows and counters stay together if some answers are late', async () => {
  const clock = new TestClock();
  clock.attended = false;
  let [packets, drawn] = [0, 0];
  const loop = new WindowLoop(
    async () => {
      packets += 1;
      const reply = { counters: { ...NO_COUNTERS, packets, inRate: 30 }, origin: packets };
      await new Promise<void>((resolve) => clock.after(packets % 5 === 0 ? 60 : 5, resolve));
      return reply;
    },
    clock,
    () => undefined,
  );
  loop.listen(() => {
    drawn += 1;
  });
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(1_100);
  [packets, drawn] = [0, 0];
  await clock.pass(20_000);
  expect(packets).toBeGreaterThan(30);
  expect(drawn).toBeLessThanOrEqual(packets + 1);
});

test('nothing is requested while the page is hidden, and everything at once when it is visible', async () => {
  const { clock, loop, requests } = setup();
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(1000);
  clock.see(false);
  await clock.pass(150);
  const before = requests.length;
  await clock.pass(60_000);
  expect(requests.length).toBe(before);
  clock.see(true);
  await clock.pass(20);
  expect(requests.slice(before)).toEqual([{ topics: { first: 0, count: 10 } }]);
});

test('equal data stays the same object', async () => {
  const clock = new TestClock();
  let total = 7;
  const loop = new WindowLoop(
    () =>
      Promise.resolve({
        counters: NO_COUNTERS,
        origin: 0,
        topics: { first: 0, rows: [], total, hidden: 0 },
      }),
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(100);
  const before = loop.part('topics');
  await clock.pass(500);
  expect(loop.part('topics')).toBe(before);
  total = 8;
  loop.stir();
  await clock.pass(10_000);
  expect(loop.part('topics')).toMatchObject({ total: 8 });
});

test('without traffic it polls rarely, once a second for ages, and at once on traffic', async () => {
  const clock = new TestClock();
  let packets = 7;
  let asked = 0;
  const loop = new WindowLoop(
    () => {
      asked += 1;
      return Promise.resolve({ counters: { ...NO_COUNTERS, packets }, origin: 0 });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(1000);
  asked = 0;
  await clock.pass(10_000);
  expect(asked).toBe(2);
  const stop = loop.tick();
  asked = 0;
  await clock.pass(10_000);
  expect(asked).toBeGreaterThanOrEqual(9);
  expect(asked).toBeLessThanOrEqual(10);
  stop();

  packets += 1;
  loop.stir();
  await clock.pass(100);
  expect(asked).toBeGreaterThan(10);
  expect(loop.counters()?.packets).toBe(8);
});

test('does not rest until rates are 0 and the last counters are shown', async () => {
  const clock = new TestClock();
  let [packets, endsAt] = [0, 1000];
  const loop = new WindowLoop(
    () => {
      const isOver = clock.time >= endsAt;
      if (!isOver) packets += 1000;
      // Like the capture: 0 some time after the last message.
      const inRate = clock.time >= endsAt + 600 ? 0 : 4000;
      return Promise.resolve({ counters: { ...NO_COUNTERS, packets, inRate }, origin: 0 });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('packets', PANE, { first: 0, count: 10, tail: true });
  for (let round = 0; round < 5; round += 1) {
    endsAt = clock.time + 1000 + round * 37;
    loop.stir();
    await clock.pass(endsAt + 950 - clock.time);
    expect(loop.counters()).toMatchObject({ packets, inRate: 0 });
  }
});

test('polls each second while a row has a rate, and rarely once all rates are 0', async () => {
  const clock = new TestClock();
  let asked = 0;
  const loop = new WindowLoop(
    () => {
      asked += 1;
      const counts = { topics: 1, messages: 9, bytes: 90, pace: undefined, trail: [] };
      const branch = { path: 'a', counts: { ...counts, rate: clock.time < 5000 ? 0.4 : 0 } };
      return Promise.resolve({ counters: NO_COUNTERS, origin: 0, branch });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('branch', PANE, 'a');
  await clock.pass(6000);
  expect(loop.part('branch')?.counts?.rate).toBe(0);
  expect(asked).toBeLessThan(10);
  asked = 0;
  await clock.pass(10_000);
  expect(asked).toBe(2);
});

test('messages after a rest’s first one are shown soon, and from then on at the usual limit', async () => {
  const clock = new TestClock();
  let [packets, asked] = [0, 0];
  const loop = new WindowLoop(
    () => {
      asked += 1;
      return Promise.resolve({ counters: { ...NO_COUNTERS, packets }, origin: packets });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('packets', PANE, { first: 0, count: 10, tail: true });
  await clock.pass(2000);
  packets = 1;
  loop.stir();
  await clock.pass(5);
  expect(loop.origin()).toBe(1);
  packets = 300;
  await clock.pass(55);
  expect(loop.origin()).toBe(300);
  asked = 0;
  await clock.pass(1000);
  expect(asked).toBeLessThanOrEqual(2);
});

test('does not rest while a filter runs', async () => {
  const clock = new TestClock();
  let asked = 0;
  const loop = new WindowLoop(
    () => {
      asked += 1;
      const filter = { text: 'dup', shown: 1, examined: 5, held: 9, done: false };
      return Promise.resolve({ counters: { ...NO_COUNTERS, filter }, origin: 0 });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('packets', PANE, { first: 0, count: 10 });
  await clock.pass(2000);
  expect(asked).toBeGreaterThan(12);
});

test('results of a filter are shown at once', async () => {
  const clock = new TestClock();
  let done = false;
  const loop = new WindowLoop(
    () => {
      const filter = { text: 'dup', shown: 1, examined: 5, held: 9, done };
      return Promise.resolve({ counters: { ...NO_COUNTERS, filter }, origin: 0 });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('packets', PANE, { first: 0, count: 10 });
  await clock.pass(90);
  expect(loop.counters()?.filter?.done).toBe(false);
  done = true;
  await clock.pass(60);
  expect(loop.counters()?.filter?.done).toBe(true);
});

test('a changed need is requested in the next frame', async () => {
  const { clock, loop, requests } = setup();
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(20);
  loop.want('topics', PANE, { first: 50, count: 10 });
  await clock.pass(20);
  expect(requests.at(-1)).toEqual({ topics: { first: 50, count: 10 } });
  expect(requests).toHaveLength(2);
});

test('an equal new need requests nothing', async () => {
  const { clock, loop, requests } = setup();
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(20);
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(20);
  expect(requests).toHaveLength(1);
});

test('one request runs at a time', async () => {
  const clock = new TestClock();
  const answers: ((reply: WindowReply) => void)[] = [];
  const loop = new WindowLoop(
    () => new Promise((resolve) => answers.push(resolve)),
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(500);
  loop.want('topics', PANE, { first: 9, count: 10 });
  await clock.pass(500);
  expect(answers).toHaveLength(1);
  answers[0]?.({ counters: NO_COUNTERS, origin: 0 });
  await clock.pass(20);
  expect(answers).toHaveLength(2);
});

test('paused panes show what the user requested, and a filter’s results to the end', async () => {
  const clock = new TestClock();
  const asked: WindowRequest[] = [];
  let filter = { text: '', shown: 0, examined: 0, held: 9, done: true };
  const loop = new WindowLoop(
    (request) => {
      asked.push(request);
      return Promise.resolve({ counters: { ...NO_COUNTERS, filter }, origin: 0 });
    },
    clock,
    () => undefined,
  );
  const rows = (): number => asked.splice(0).filter(({ packets }) => packets !== undefined).length;
  loop.listen(() => undefined);
  loop.want('packets', PANE, { first: 0, count: 10 });
  await clock.pass(1000);
  loop.pause(true);
  rows();
  loop.stir();
  await clock.pass(10_000);
  expect(rows()).toBe(0);
  loop.owe();
  await clock.pass(10_000);
  expect(rows()).toBe(1);

  filter = { ...filter, text: 'dup', done: false };
  loop.refresh();
  await clock.pass(1000);
  expect(rows()).toBeGreaterThan(3);
  filter = { ...filter, done: true };
  await clock.pass(10_000);
  expect(rows()).toBeLessThanOrEqual(3);
  // Later messages add matches.
  filter = { ...filter, done: false };
  loop.stir();
  await clock.pass(10_000);
  expect(rows()).toBe(0);
});

test('paused panes hold still while counters continue; user actions are still requested', async () => {
  const { clock, loop, requests } = setup();
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(50);
  loop.pause(true);
  const before = requests.length;
  const counted = loop.counters()?.packets ?? 0;
  await clock.pass(1000);
  expect(requests.slice(before).every((request) => request.topics === undefined)).toBe(true);
  expect(loop.counters()?.packets).toBeGreaterThan(counted);
  // A page that is seen again requests only counters.
  const seen = requests.length;
  clock.see(false);
  clock.see(true);
  await clock.pass(20);
  expect(requests.slice(seen)).toEqual([{}]);

  loop.want('topics', PANE, { first: 30, count: 10 });
  await clock.pass(20);
  expect(requests.at(-1)?.topics).toEqual({ first: 30, count: 10 });
  loop.refresh();
  await clock.pass(20);
  expect(requests.at(-1)?.topics).toEqual({ first: 30, count: 10 });

  loop.pause(false);
  await clock.pass(20);
  const resumed = requests.length;
  await clock.pass(300);
  expect(requests.slice(resumed).some((request) => request.topics !== undefined)).toBe(true);
});

test('an answer in transit at a pause brings only counters and the user’s requests', async () => {
  const clock = new TestClock();
  const answers: (() => void)[] = [];
  let packets = 0;
  const loop = new WindowLoop(
    ({ topics }) =>
      new Promise((resolve) => {
        answers.push(() => {
          packets += 1;
          const rows = topics && { first: topics.first, rows: [], total: packets, hidden: 0 };
          const counters = { ...NO_COUNTERS, packets };
          resolve({ counters, origin: 1000, ...(rows && { topics: rows }) });
        });
      }),
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  const answer = async () => {
    answers.at(-1)?.();
    await clock.pass(0);
  };
  const shown = () => [loop.part('topics')?.first, loop.part('topics')?.total];
  loop.want('topics', PANE, { first: 0, count: 10 });
  await clock.pass(20);
  // Nothing is shown yet: then the first answer is better than nothing.
  loop.pause(true);
  await answer();
  expect(shown()).toEqual([0, 1]);

  loop.pause(false);
  await clock.pass(20);
  await answer();
  await clock.pass(300);
  loop.pause(true);
  await answer();
  expect(shown()).toEqual([0, 2]);
  expect(loop.counters()?.packets).toBe(3);

  loop.pause(false);
  await clock.pass(20);
  await answer();
  loop.want('topics', PANE, { first: 30, count: 10 });
  await clock.pass(20);
  loop.pause(true);
  await answer();
  expect(shown()).toEqual([30, 5]);
});

test('a hidden pane needs nothing, and removes only its own need', async () => {
  const { clock, loop, requests } = setup();
  const other = {};
  loop.want('topics', PANE, { first: 0, count: 10 });
  loop.want('topics', other, { first: 5, count: 10 });
  loop.want('topics', PANE, undefined);
  await clock.pass(20);
  expect(requests.at(-1)?.topics).toEqual({ first: 5, count: 10 });
  loop.want('topics', other, undefined);
  await clock.pass(300);
  expect(requests.at(-1)?.topics).toBeUndefined();
});

test('two panes with the same part share one request', async () => {
  const { clock, loop, requests } = setup();
  const other = {};
  for (let drawing = 0; drawing < 5; drawing += 1) {
    loop.want('branch', PANE, 'a');
    loop.want('branch', other, 'a');
    await clock.pass(20);
  }
  expect(requests).toHaveLength(1);
  loop.want('branch', other, 'b');
  loop.want('branch', PANE, 'a');
  await clock.pass(20);
  expect(requests.at(-1)).toEqual({ branch: 'b' });
  // The pane that stays has its own part again.
  loop.want('branch', other, undefined);
  await clock.pass(20);
  expect(requests.at(-1)).toEqual({ branch: 'a' });
});

test('nothing is requested without listeners', async () => {
  const { clock, stop, requests } = setup();
  stop();
  await clock.pass(100);
  const before = requests.length;
  await clock.pass(1000);
  expect(requests.length).toBe(before);
});

test('a closed connection ends the loop quietly', async () => {
  const clock = new TestClock();
  let asked = 0;
  const loop = new WindowLoop(
    () => {
      asked += 1;
      return Promise.reject(new ConnectionClosed());
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  await clock.pass(1000);
  expect(asked).toBe(1);
});

test('a failed answer is reported, and polling continues', async () => {
  const clock = new TestClock();
  const faults: unknown[] = [];
  let asked = 0;
  const fault = new Error('A row is broken.');
  const loop = new WindowLoop(
    (request) => {
      asked += 1;
      if (request.topics?.first === 7) return Promise.reject(fault);
      return Promise.resolve({ counters: { ...NO_COUNTERS, packets: asked }, origin: 0 });
    },
    clock,
    (why) => faults.push(why),
  );
  loop.listen(() => undefined);
  loop.want('topics', PANE, { first: 7, count: 10 });
  await clock.pass(500);
  expect(faults).toEqual([fault]);
  expect(asked).toBe(1);
  // Again after a while, and not a thousand times.
  await clock.pass(2500);
  expect(faults).toHaveLength(3);
  loop.want('topics', PANE, { first: 8, count: 10 });
  await clock.pass(1500);
  expect(loop.counters()?.packets).toBeGreaterThan(3);
  expect(faults).toHaveLength(3);
});

test('while the worker is silent, also after it was ended, nothing flows and ages grow', async () => {
  const clock = new TestClock();
  let end: (why: Error) => void = () => undefined;
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream(4);
  for (let n = 0; n < 3; n += 1)
    capture.packet(stream, 'in', 0, Uint8Array.of(0x30, 4, 0, 1, 0x61, 0x31));
  const wants: WindowRequest = {
    topics: { first: 0, count: 10 },
    pinned: ['a'],
    topic: { name: 'a', history: { first: 0, count: 10 } },
    branch: 'a',
  };
  const replies = [capture.window(wants, 100_000)];
  const loop = new WindowLoop(
    () => {
      const reply = replies.pop();
      if (reply !== undefined) return Promise.resolve(reply);
      return new Promise((_, reject) => {
        end = reject;
      });
    },
    clock,
    () => undefined,
  );
  loop.listen(() => undefined);
  const rates = () => [
    loop.counters()?.inRate,
    ...(loop.part('topics')?.rows ?? []).flatMap(({ rate, trail }) => [rate, ...trail]),
    loop.part('pinned')?.[0]?.rate,
    loop.part('branch')?.counts?.rate,
  ];
  await clock.pass(1000);
  expect(rates()).toContain(3);
  expect(loop.part('topic')?.pace).toEqual({ kind: 'rate', perSecond: 3 });
  expect(loop.now()).toBe(100_000);
  loop.silent();
  expect(new Set(rates())).toEqual(new Set([0]));
  expect(loop.part('topic')?.pace).toEqual({ kind: 'last', messages: 3 });
  expect(loop.now()).toBe(1_100_000);
  end(new ConnectionClosed());
  await clock.pass(3000);
  expect(loop.now()).toBe(4_100_000);
  loop.close();
  await clock.pass(3000);
  expect(loop.now()).toBe(4_100_000);
});
