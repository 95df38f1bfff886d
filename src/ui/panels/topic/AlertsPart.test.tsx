import { afterEach, expect, test, vi } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import type { Alert } from '../../../payload/alerts/alert.ts';
import { alertKey } from '../../../payload/alerts/alert.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { addAlert } from '../../session/charts/alerts.ts';
import { chartsOf } from '../../session/charts/charts.ts';
import { select, showAllTopics } from '../../session/connection/selection.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { TopicView } from './TopicView.tsx';
import { topicActions } from './topicActions.ts';

let shown: Shown;
afterEach(async () => {
  vi.unstubAllGlobals();
  await shown.end();
});

const part = () => shown.box.querySelector<HTMLElement>('section[aria-label=Alerts]') ?? shown.box;
const ABOVE: Alert = {
  topic: 'oven',
  path: [],
  condition: { kind: 'above', value: 421 },
  action: 'mark',
};

async function showOven(payload = '419'): Promise<void> {
  shown = await show(TopicView, (live) => live.receive(publishBytes('oven', payload)));
  draftFor(shown.id);
  await shown.run(() => select(shown.id, { topic: 'oven' }));
  await shown.until(() => part() !== shown.box);
}

test('a command opens the form for a new alert, with the focus in it', async () => {
  await showOven();
  const command = topicActions(shown.id).find(({ label }) => label === 'Add alert…: oven');
  await shown.run(() => command?.run());
  expect(document.activeElement).toBe(part().querySelector('[role=dialog] input'));
  await shown.press(document.activeElement ?? shown.box, 'Escape');
  expect(part().querySelector('[role=dialog]')).toBeNull();
  expect(document.activeElement).toBe(named(part(), 'button', 'Add…'));
});

test('adds a limit, watched by the worker, and marks the packet that exceeds it', async () => {
  await showOven();
  await shown.click(named(part(), 'button', 'Add…'));
  const [limit] = [...part().querySelectorAll<HTMLElement>('[role=dialog] input')];
  await type(limit ?? shown.box, 'x');
  await shown.click(named(part(), 'button', 'Add alert'));
  expect(part().textContent).toContain('A number, such as 73.5');
  await type(limit ?? shown.box, '421');
  await shown.click(named(part(), 'button', 'Add alert'));
  expect(chartsOf(shown.id).alerts).toEqual([ABOVE]);
  expect(shown.live.sent).toContainEqual({ kind: 'watch-alerts', alerts: [ABOVE] });
  expect(part().textContent).toContain('Above 421marknever');

  const state = { key: alertKey(ABOVE), isOn: true, count: 1, began: 5_000_000, packet: 7 };
  await shown.run(() => shown.live.tell({ kind: 'alerts', states: [state], begun: [ABOVE] }));
  await shown.until(() => part().textContent?.includes('active') === true);
  expect(shown.live.sent.at(-1)).toEqual({
    kind: 'mark',
    packet: 7,
    note: 'Above 421 · oven',
  });
  await shown.click(named(part(), 'button', 'Remove the alert Above 421'));
  expect(chartsOf(shown.id).alerts).toEqual([]);
});

test('a notification names the condition, the topic and the value', async () => {
  const notified = vi.fn<(title: string, options: NotificationOptions) => void>();
  class Shown extends EventTarget {
    static readonly permission = 'granted';
    constructor(title: string, options: NotificationOptions) {
      super();
      notified(title, options);
    }
  }
  vi.stubGlobal('Notification', Shown);
  await showOven('{"temp":419}');
  const alert: Alert = { ...ABOVE, path: ['temp'], action: 'notification' };
  await shown.run(() => addAlert(shown.id, alert));
  await shown.run(() => shown.live.tell({ kind: 'alerts', states: [], begun: [alert] }));
  await shown.until(() => notified.mock.calls.length > 0);
  const body = 'Above 421 · oven · payload.temp';
  expect(notified).toHaveBeenCalledWith('mqttscope', { body, tag: body });
});

test('the first measured number is offered, not an identifier or a time', async () => {
  await showOven('{"id":"90060","ts":1795921776700,"params":{"hot":true,"temp":71.1}}');
  await shown.click(named(part(), 'button', 'Add…'));
  const [, value] = part().querySelectorAll<HTMLSelectElement>('[role=dialog] select');
  expect(value?.selectedOptions[0]?.textContent).toBe('params.temp  71.1');
});

test('says why an alert is not added', async () => {
  await showOven();
  const add = async (limit: string) => {
    if (part().querySelector('[role=dialog]') === null)
      await shown.click(named(part(), 'button', 'Add…'));
    const field = part().querySelector<HTMLElement>('[role=dialog] input');
    await type(field ?? shown.box, limit);
    await shown.click(named(part(), 'button', 'Add alert'));
    return field?.getAttribute('aria-invalid');
  };
  expect(await add('1e999')).toBe('true');
  await add('1');
  await add('1');
  expect(part().textContent).toContain('This alert already exists.');
  const others = Array.from({ length: 31 }, (_, at) => ({
    ...ABOVE,
    condition: { kind: 'above', value: at + 2 } as const,
  }));
  await shown.run(() => {
    for (const other of others) expect(addAlert(shown.id, other)).toBe(undefined);
  });
  await add('50');
  expect(part().textContent).toContain('A connection has at most 32 alerts. Remove one first.');
  expect(chartsOf(shown.id).alerts).toHaveLength(32);
});

test('the page of all topics hides an empty list of alerts, and adds them beside its title', async () => {
  shown = await show(TopicView, (live) => live.receive(publishBytes('oven', '419')));
  draftFor(shown.id);
  await shown.run(() => showAllTopics(shown.id));
  await shown.until(() => part() !== shown.box);
  expect(part().textContent).toBe('All topicsAdd alert');
  await shown.click(named(part(), 'button', 'Add alert'));
  expect(part().querySelector('[role=dialog]')).not.toBeNull();
});

test('reports a denied permission when a notification is selected', async () => {
  vi.stubGlobal('Notification', { requestPermission: async () => 'denied' });
  await showOven();
  await shown.click(named(part(), 'button', 'Add…'));
  const then = [...part().querySelectorAll('select')].at(-1);
  await shown.run(() => {
    if (then === undefined) return;
    then.value = 'notification';
    then.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await shown.until(() => part().querySelector('[role=alert]') !== null);
  expect(part().textContent).toContain('does not allow notifications');
});
