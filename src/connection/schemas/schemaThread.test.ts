import { expect, test, vi } from 'vitest';
import type { SchemaRequest } from '../../engine/schemas/judgement.ts';
import { schemasInProcess } from './inProcess.testkit.ts';
import { SchemaThread } from './schemaThread.ts';

const after = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const STUCK = 'stuck';
const isStuck = (request: SchemaRequest): boolean =>
  request.kind === 'judge' ? request.value === STUCK : request.text === STUCK;

/** Counts started and ended workers. */
function threadOf() {
  const start = schemasInProcess(isStuck);
  const counts = { started: 0, ended: 0 };
  const thread = new SchemaThread({
    after,
    startSchemas: (handlers) => {
      counts.started += 1;
      const port = start(handlers);
      return {
        ...port,
        end: () => {
          counts.ended += 1;
          port.end();
        },
      };
    },
  });
  return { thread, counts };
}

async function inFakeTime<T>(run: () => Promise<T>): Promise<T> {
  vi.useFakeTimers();
  try {
    return await run();
  } finally {
    vi.useRealTimers();
  }
}

test('a worker without an answer for 1 s is ended, and another one answers the other schemas', () =>
  inFakeTime(async () => {
    const { thread, counts } = threadOf();
    const judge = (schema: number, value: unknown) =>
      thread.request({ kind: 'judge', schema, value });
    void thread.request({ kind: 'prepare', text: '{"type":"string"}', keep: 0 });
    void thread.request({ kind: 'prepare', text: '{"type":"integer"}', keep: 1 });
    const answers = Promise.all([
      judge(0, 'x'),
      judge(0, STUCK),
      judge(1, 7),
      judge(0, 'y'),
      judge(1, 'z'),
    ]);
    await vi.advanceTimersByTimeAsync(900);
    expect(counts).toEqual({ started: 1, ended: 0 });
    await vi.advanceTimersByTimeAsync(400);
    expect(counts).toEqual({ started: 2, ended: 1 });
    const match = { kind: 'judged', judgement: { kind: 'match' } };
    const [x, stuck, seven, y, z] = await answers;
    expect([x, seven]).toEqual([match, match]);
    expect([stuck, y]).toEqual([undefined, undefined]);
    expect(z).toMatchObject({ kind: 'judged', judgement: { kind: 'breach' } });
  }));

test('a schema that cannot be prepared in time is dropped', () =>
  inFakeTime(async () => {
    const { thread, counts } = threadOf();
    const answers = Promise.all([
      thread.request({ kind: 'prepare', text: STUCK }),
      thread.request({ kind: 'prepare', text: 'true' }),
    ]);
    await vi.advanceTimersByTimeAsync(1300);
    expect(await answers).toEqual([undefined, { kind: 'prepared', rejection: undefined }]);
    expect(counts).toEqual({ started: 2, ended: 1 });
  }));

test('an idle worker is kept, and the time until its script is loaded does not count', () =>
  inFakeTime(async () => {
    let load: () => void = () => undefined;
    const answered: (() => void)[] = [];
    const end = vi.fn<() => void>();
    const thread = new SchemaThread({
      after,
      startSchemas: (handlers) => {
        load = handlers.ready;
        answered.push(() => handlers.answered({ kind: 'prepared', rejection: undefined }));
        return { post: () => undefined, end };
      },
    });
    const first = thread.request({ kind: 'prepare', text: 'true' });
    await vi.advanceTimersByTimeAsync(60_000);
    load();
    answered[0]?.();
    expect(await first).toEqual({ kind: 'prepared', rejection: undefined });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(end).not.toHaveBeenCalled();
  }));

test('requests fail if the script cannot be loaded, and the next one tries again', async () => {
  let starts = 0;
  const start = schemasInProcess();
  const thread = new SchemaThread({
    after,
    startSchemas: (handlers) => {
      starts += 1;
      if (starts > 1) return start(handlers);
      setTimeout(() => handlers.lost('gone'), 0);
      return { post: () => undefined, end: () => undefined };
    },
  });
  await expect(thread.request({ kind: 'prepare', text: 'true' })).rejects.toThrow('gone');
  expect(await thread.request({ kind: 'prepare', text: 'true' })).toEqual({
    kind: 'prepared',
    rejection: undefined,
  });
});
