import { afterEach, describe, expect, test } from 'vitest';
import { publishBytes } from '../../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { select, selectionOf } from '../../../session/connection/selection.ts';
import { TopicView } from '../TopicView.tsx';

let shown: Shown;
afterEach(async () => {
  await shown.end();
});

const says = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const rows = () =>
  [...shown.box.querySelectorAll('[role=grid][aria-label=Keys] [role=row][data-index]')].map(
    (row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent),
  );

const keysTab = (): Element =>
  [...shown.box.querySelectorAll('button')].find(({ textContent }) => textContent === 'Keys') ??
  shown.box;

async function showKeys(...payloads: readonly string[]) {
  shown = await show(TopicView, (live) => {
    for (const payload of payloads) live.receive(publishBytes('t', payload));
  });
  await shown.run(() => select(shown.id, { topic: 't' }));
  await shown.until(() => shown.box.querySelector('[role=columnheader]') !== null);
  await shown.click(keysTab());
  await shown.until(() => says(`seen in ${payloads.length} message`));
}

describe('the keys of a topic', () => {
  test('reports messages too large to be read', async () => {
    await showKeys('{"a":1}');
    shown.live.receive(publishBytes('t', `{"a":"${'x'.repeat(200_000)}"}`));
    await shown.until(() => says('1 message not read: larger than 128 KiB'));
    expect(rows()).toEqual([['a', 'integer', '1', 'all', 'never']]);
  });

  test('each has its type, values, count and last change', async () => {
    const common = Array.from({ length: 18 }, () => '{"t":21.5,"state":"run","l":[1]}');
    await showKeys(
      '{"t":20,"state":"idle","l":[1]}',
      ...common,
      '{"t":21.5,"state":"run","l":[1],"error":"E1"}',
    );
    expect(rows()).toEqual([
      ['t', 'number', '20 … 21.5', 'all', '0 s ago'],
      ['state', 'string', 'idle | run', 'all', '0 s ago'],
      ['l', 'array', '1 element', 'all', 'never'],
      ['[]', 'integer', '1', 'all', ''],
      ['errorrare', 'string', '"E1"', '5 %', '0 s ago'],
    ]);
    shown.live.wait(60_000_000);
    shown.live.receive(publishBytes('t', '{"t":22,"state":"run"}'));
    await shown.until(() => says('seen in 21 messages') && says('1 min ago'));
    expect(rows()[0]?.slice(2)).toEqual(['20 … 22', 'all', '0 s ago']);
    expect(rows()[1]?.slice(3)).toEqual(['all', '1 min ago']);
    // The latest message lacks the key.
    expect(rows()[2]?.slice(3)).toEqual(['95 %', '0 s ago']);
    const link = shown.box.querySelector('[role=gridcell] button');
    if (link) await shown.click(link);
    expect(selectionOf(shown.id).packet).toBe(21);
  });

  test('start again after a Clear', async () => {
    await showKeys('{"a":1}', '{"a":2}');
    await shown.run(() => shown.live.send({ kind: 'clear' }));
    shown.live.receive(publishBytes('t', '{"b":1}'));
    await shown.until(() => says('seen in 1 message'));
    await shown.until(() => rows().length === 1);
    expect(rows()[0]?.[0]).toBe('b');
  });

  test('are absent for a topic without values, with the reason', async () => {
    shown = await show(TopicView, (live) => live.receive(publishBytes('t', 'plain')));
    await shown.run(() => select(shown.id, { topic: 't' }));
    await shown.until(() => says('TimeValue'));
    await shown.click(keysTab());
    await shown.until(() => says('No message here has keys'));
    expect(rows()).toEqual([]);
  });
});
