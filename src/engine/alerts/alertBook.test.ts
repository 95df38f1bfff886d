import { beforeAll, expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Alert, Condition } from '../../payload/alerts/alert.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { publish, Session } from '../capture/capture.testkit.ts';
import { AlertBook } from './alertBook.ts';

beforeAll(loadFormats);

class Watched extends Session {
  readonly book = this.capture.join((parts) => new AlertBook(this.capture, parts));

  watch(...conditions: readonly (Condition & { readonly path?: readonly string[] })[]): void {
    const alerts = conditions.map(
      ({ path = [], ...condition }): Alert => ({ topic: 'oven', path, condition, action: 'mark' }),
    );
    this.book.set(alerts, this.time);
  }

  message(payload: string | Uint8Array, topic = 'oven'): number {
    const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
    return this.get(publish(topic, { payload: bytes }));
  }

  /** Kinds of the alerts that began. */
  begun(now = this.time): readonly string[] {
    return this.book.advance(() => true, now).begun.map(({ condition }) => condition.kind);
  }
}

test('checks each message, also between two polls, and none from before', () => {
  const scene = new Watched();
  scene.message('500');
  scene.watch({ kind: 'above', value: 421 });
  scene.message('400');
  const packet = scene.message('422');
  scene.message('400');
  scene.message('423', 'other');
  expect(scene.begun()).toEqual(['above']);
  expect(scene.book.states).toMatchObject([{ isOn: false, count: 1, packet }]);
  expect(scene.begun()).toEqual([]);
});

test('checks time between the alerts of one message', () => {
  const scene = new Watched();
  const alerts = Array.from({ length: 32 }, (_, at) => {
    return { kind: 'above', value: 1, path: [`v${at}`] } as const;
  });
  scene.watch(...alerts);
  scene.message(JSON.stringify(Object.fromEntries(alerts.map((_, at) => [`v${at}`, 2]))));
  scene.message('{}');
  let left = 0;
  const slice = () => {
    left = 10;
    return scene.book.advance(() => (left -= 1) > 0, scene.time);
  };
  const slices = Array.from({ length: 8 }, slice);
  expect(slices.map(({ begun }) => begun.length)).toEqual([10, 10, 10, 2, 0, 0, 0, 0]);
  expect(scene.book.states.map(({ isOn, count }) => isOn && count)).toEqual(Array(32).fill(1));
  expect(slices.at(-1)?.isDone).toBe(true);
});

test('checks a value within a document, a text, and a non-number', () => {
  const scene = new Watched();
  scene.watch(
    { kind: 'below', value: 5, path: ['t'] },
    { kind: 'contains', text: 'err', path: ['s'] },
    { kind: 'not-number', path: ['t'] },
  );
  scene.message('{"t":4,"s":"an error"}');
  expect(scene.begun()).toEqual(['below', 'contains']);
  scene.message('{"t":"4"}');
  expect(scene.begun()).toEqual(['not-number']);
});

test('silence starts after its time and ends with the next message', () => {
  const scene = new Watched();
  scene.watch({ kind: 'silent', seconds: 3 });
  scene.message('1');
  expect(scene.begun(scene.time + 2_900_000)).toEqual([]);
  expect(scene.begun(scene.time + 3_100_000)).toEqual(['silent']);
  expect(scene.begun(scene.time + 9_000_000)).toEqual([]);
  scene.message('1');
  expect(scene.begun()).toEqual([]);
  expect(scene.book.states).toMatchObject([{ isOn: false, count: 1 }]);
});

test('a problem begins an alert with its packet', () => {
  const scene = new Watched();
  scene.message('1');
  scene.watch({ kind: 'problem', severity: 'any' }, { kind: 'problem', severity: 'error' });
  expect(scene.begun()).toEqual([]);
  const wrong = scene.message('2', 'oven/+');
  expect(scene.begun()).toEqual(['problem', 'problem']);
  expect(scene.book.states).toMatchObject([{ packet: wrong }, { packet: wrong }]);
});

test('hostile values never stop the checks or throw', () => {
  const scene = new Watched();
  scene.watch({ kind: 'above', value: 1, path: ['t'] }, { kind: 'not-number', path: ['t'] });
  const deep = '['.repeat(50_000);
  for (const value of [
    '',
    '{',
    '{"t":',
    `{"t":${deep}`,
    '{"t":1e99999}',
    `{"t":${'9'.repeat(400)}}`,
  ])
    scene.message(value);
  scene.message(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0));
  expect(() => scene.begun()).not.toThrow();
});

test('checks stop at their time limit and resume there', () => {
  const scene = new Watched();
  scene.watch({ kind: 'above', value: 1 });
  for (let n = 0; n < 3; n += 1) scene.message(n === 2 ? '7' : '0');
  let left = 2;
  const first = scene.book.advance(() => (left -= 1) > 0, scene.time);
  expect(first).toEqual({ isDone: false, begun: [] });
  expect(scene.begun()).toEqual(['above']);
});
