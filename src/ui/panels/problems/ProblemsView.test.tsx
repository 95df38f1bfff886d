import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { announce, useAnnouncement } from '#kit';
import { EdgeNode, TEMP } from '../../../conventions/sparkplug/edgeNode.testkit.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type LiveCapture, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { filterOf } from '../../session/filter/filters.ts';
import { mutedRules, startMuting } from '../../session/problems/muted.ts';
import { nextProblem } from '../../session/problems/nextProblem.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { NewProblems } from '../../shell/notices/NewProblems.tsx';
import { ProblemsView } from './ProblemsView.tsx';

let shown: Shown;
beforeEach(() => localStorage.clear());
afterEach(() => shown.end());

/** A session that has subscribed to everything: packets 1 to 4. */
function begin(live: LiveCapture): void {
  const send = (packet: Packet) => live.capture.packet(live.stream, 'out', 0, encode(packet, 4));
  send({
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'c',
    properties: [],
  });
  live.receive(Uint8Array.of(0x20, 2, 0, 0));
  const all = {
    filter: '#',
    qos: 0,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  send({ type: 'subscribe', packetId: 1, properties: [], subscriptions: [all] });
  live.receive(Uint8Array.of(0x90, 3, 0, 1, 0));
}

/** Two packets that break one rule, one that breaks another, and a good one between. */
function badPackets(live: LiveCapture): void {
  live.receive(publishBytes('a', 'x', { dup: true }));
  live.receive(publishBytes('a', 'x'));
  live.receive(publishBytes('b/+', 'x'));
  live.receive(publishBytes('a', 'y', { dup: true }));
}
const DUP = 'DUP at QoS 0';
const WILDCARD = 'Publish to a wildcard topic';

const grid = (): HTMLElement => named(shown.box, '[role=grid]', 'Problems');
const rows = (): HTMLElement[] => [...grid().querySelectorAll<HTMLElement>('[data-index]')];
const row = (text: string): HTMLElement =>
  rows().find((each) => each.textContent?.includes(text)) ?? shown.box;
const cells = (text: string): string[] =>
  [...row(text).querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? '');

async function view(fill: (live: LiveCapture) => void = badPackets): Promise<void> {
  shown = await show(ProblemsView, (live) => {
    begin(live);
    fill(live);
  });
  await shown.until(() => shown.box.querySelector('[role=grid]') !== null);
}

describe('the view Problems', () => {
  test('groups problems by rule, with counts, and marks new ones', async () => {
    await view();
    await shown.until(
      () => row(DUP) !== shown.box && row(DUP).textContent?.includes('new') === true,
    );
    expect(cells(DUP)[0]).toBe('Error');
    expect(cells(DUP)[2]).toBe('2');
    expect(cells(DUP)[3]).toContain('No. 5');
    expect(cells(DUP)[4]).toContain('No. 8');
    await shown.until(() => shown.live.capture.counters(0).problems.unread === 0);
  });

  test('a group expands to rows that link to the packets', async () => {
    await view();
    await shown.until(() => row(DUP) !== shown.box);
    await shown.click(row(DUP));
    await shown.until(() =>
      rows().some(
        (each) => each.textContent?.includes('No. 8') === true && !each.textContent.includes(DUP),
      ),
    );
    const link = rows()
      .at(rows().indexOf(row(DUP)) + 2)
      ?.querySelector('[data-packet]');
    await shown.click(link ?? shown.box);
    expect(selectionOf(shown.id).packet).toBe(8);
    expect(viewOf(shown.id).panel).toBe('packets');
  });

  test('the keyboard moves through the lines, opens a group and opens a packet', async () => {
    await view();
    await shown.until(() => row(WILDCARD) !== shown.box);
    await shown.run(() => grid().focus());
    await shown.press(grid(), 'End');
    await shown.press(grid(), 'Home');
    await shown.press(grid(), 'Enter');
    const opened = rows()[0]?.querySelector('[aria-expanded=true]');
    expect(opened).not.toBeNull();
    await shown.until(() =>
      rows().some(
        (each) =>
          each.querySelector('[aria-expanded]') === null &&
          each.querySelector('[data-packet]') !== null,
      ),
    );
    await shown.press(grid(), 'ArrowDown');
    await shown.press(grid(), 'Enter');
    expect(selectionOf(shown.id).packet).toBe(5);
  });

  test('explains the selected rule: why, what the standard says, what to do', async () => {
    await view();
    await shown.until(() => row(WILDCARD) !== shown.box);
    await shown.click(row(WILDCARD));
    const rule = named(shown.box, 'section', 'Rule');
    expect(rule.querySelector('h2')?.textContent).toBe(WILDCARD);
    expect(rule.textContent).toMatch(
      /Why it matters.+What to do.+What the standard says.*MQTT-3\.3\.2-2 \w/,
    );
  });

  test('Sparkplug B findings name their statements; one is looked up by id, and links to its packets', async () => {
    const node = new EdgeNode();
    const id = 'tck-id-payloads-ndata-qos';
    await view((live) => {
      badPackets(live);
      const topic = 'spBv1.0/plant/NBIRTH/press';
      live.receive(publishBytes(topic, node.nbirth([TEMP]), { retain: true }));
      const data = publishBytes('spBv1.0/plant/NDATA/press', node.data([TEMP]), { qos: 1 });
      live.receive(data);
    });
    const search = () => named(shown.box, 'input', 'Find problem, rule or statement');
    await shown.until(() => rows().length === 4);
    await type(search(), id);
    await shown.until(() => rows().length === 1);
    const title = 'Sparkplug message with another QoS or retain flag';
    await shown.click(row(title));
    const ids = () =>
      rows().flatMap((each) => each.textContent?.match(/tck-id-[a-z-]+/)?.[0] ?? []);
    await shown.until(() => ids().length === 2);
    expect(ids()).toEqual(['tck-id-payloads-nbirth-retain', id]);
    const rule = shown.box.querySelector('section[aria-label=Rule]');
    expect(rule?.textContent).toMatch(/tck-id-payloads-nbirth-retain1×/);
    const links = [...(rule?.querySelectorAll('li button') ?? [])];
    await shown.click(links.find(({ textContent }) => textContent === id) ?? shown.box);
    expect(filterOf(shown.id).text).toBe(`problem == "${id}"`);
    expect(viewOf(shown.id).panel).toBe('packets');
    await type(search(), 'nowhere');
    await shown.until(() => shown.box.textContent?.includes('No problem found') === true);
  });

  test('a muted rule is last, is not counted, and applies to later workers', async () => {
    const stop = startMuting();
    await view();
    await shown.until(() => row(DUP) !== shown.box);
    await shown.click(row(DUP));
    await shown.click(named(shown.box, 'button', 'Mute this rule'));
    await shown.until(() => cells(DUP)[1]?.includes('muted') === true);
    expect(mutedRules()).toEqual(['dup-at-qos-0']);
    expect(shown.live.capture.counters(0).problems.total).toBe(1);
    await shown.end();
    await view();
    expect(shown.live.sent).toContainEqual({
      kind: 'mute-rule',
      rule: 'dup-at-qos-0',
      muted: true,
    });
    await shown.until(() => row(DUP) !== shown.box);
    await shown.click(row(DUP));
    await shown.click(named(shown.box, 'button', 'Unmute this rule'));
    expect(mutedRules()).toEqual([]);
    // Another tab of the browser mutes it.
    localStorage.setItem('mqttscope.muted-rules', '["topic-wildcard"]');
    await shown.run(() => void window.dispatchEvent(new StorageEvent('storage')));
    await shown.until(() => cells(WILDCARD)[1]?.includes('muted') === true);
    stop();
  });

  test('explains the absence of problems', async () => {
    await view((live) => live.receive(publishBytes('a', 'x')));
    await shown.until(
      () => shown.box.textContent?.includes('All packets so far conform, as seen here') === true,
    );
    expect(shown.box.textContent).toContain('No problems found');
  });
});

test('moves between problems, skipping packets without any, and from the last to the first', async () => {
  await view();
  const next = () => shown.run(() => void nextProblem(shown.id));
  await next();
  await shown.until(() => selectionOf(shown.id).packet === 5);
  await next();
  await shown.until(() => selectionOf(shown.id).packet === 7);
  await shown.run(() => select(shown.id, { packet: 8 }));
  await next();
  await shown.until(() => selectionOf(shown.id).packet === 5);
  expect(useAnnouncement.getState().text).toBe('Continued with the first problem');
});

test('new problems are announced together, not one by one', async () => {
  shown = await show(NewProblems, begin);
  await shown.run(() => announce(''));
  badPackets(shown.live);
  await shown.until(() => useAnnouncement.getState().text === '3 new problems found');
  badPackets(shown.live);
  await shown.until(() => shown.live.capture.counters(0).problems.total === 6);
  expect(useAnnouncement.getState().text).toBe('3 new problems found');
});
