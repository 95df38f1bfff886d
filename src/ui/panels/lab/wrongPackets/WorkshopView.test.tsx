import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Trial, TrialOutcome, TrialTerms } from '../../../../connection/workshop/trial.ts';
import { findStatement } from '../../../../mqtt/statements/statements.ts';
import { SETTINGS } from '../../../../profiles/settings/settings.testkit.ts';
import type { ConnectionSettings } from '../../../../profiles/settings/settings.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../../session/connection/connections.ts';
import { CONNECTED } from '../../../session/connection/handle.testkit.ts';
import { selectionOf } from '../../../session/connection/selection.ts';
import { answerQuestion, useConfirm } from '../../../session/dialogs/confirm.ts';
import { viewOf } from '../../../session/view/tabView.ts';
import { WorkshopView } from './WorkshopView.tsx';

const answers = (
  ...seen: Extract<TrialOutcome, { kind: 'tried' }>['reaction']['answers']
): TrialOutcome => ({
  kind: 'tried',
  stream: 1,
  sent: [7],
  reaction: { answers: seen, closed: undefined, watched: 2_000_000 },
});
const closes = (code: number): TrialOutcome => ({
  kind: 'tried',
  stream: 2,
  sent: [7],
  reaction: {
    answers: [{ type: 'disconnect', code, summary: [], packet: 8, after: 1200 }],
    closed: { after: 1500, code: 1000, reason: '' },
    watched: 1500,
  },
});

let shown: Shown;
let trials: Trial[];
beforeEach(() => {
  trials = [];
});
afterEach(() => shown.end());

async function view(
  outcome: (trial: Trial) => TrialOutcome | Promise<TrialOutcome>,
  settings: Partial<ConnectionSettings> = {},
  prepare: (live: Shown['live']) => void = () => undefined,
): Promise<HTMLElement> {
  shown = await show(WorkshopView, (live) => {
    prepare(live);
    live.tries = (trial) => {
      trials.push(trial);
      return outcome(trial);
    };
  });
  await shown.run(() => {
    connect(shown.id, { ...SETTINGS, url: 'tab:broker', ...settings });
    shown.live.tell({ kind: 'state', state: CONNECTED });
  });
  return shown.box;
}

function option(box: HTMLElement, text: string): Element {
  const found = [...box.querySelectorAll('[role=option]')].find((one) =>
    one.textContent?.startsWith(text),
  );
  if (found === undefined) throw new Error(`There is no ${text}.`);
  return found;
}
const button = (box: HTMLElement, name: string): HTMLElement => named(box, 'button', name);
const isOff = (element: Element): boolean => element.matches(':disabled, [aria-disabled=true]');

test('sends a packet of the list, and shows the answer beside the standard’s requirement', async () => {
  const box = await view(() => closes(0x81));
  await shown.click(option(box, 'QoS is 3'));
  const bytes = named(box, 'textarea', 'Bytes (hexadecimal)');
  expect(bytes.textContent).toMatch(/^36 /);
  expect(box.textContent).toContain('MQTT-3.3.1-4');
  expect(box.textContent).toContain('DISCONNECT with 0x81 Malformed Packet');
  await shown.click(button(box, 'Send'));
  await shown.until(() => box.textContent?.includes('As required') === true);
  expect(trials).toMatchObject([{ on: 'own', watch: 2000 }]);
  expect(trials[0]?.bytes[0]).toBe(0x36);
  expect(option(box, 'QoS is 3').textContent).toContain('As required');

  await shown.click(button(box, 'No. 8'));
  expect(selectionOf(shown.id)).toMatchObject({ packet: 8 });
  expect(viewOf(shown.id).panel).toBe('packets');
});

test('a packet that is right by itself is listed and shown with the statement that it breaks', async () => {
  const box = await view(() => answers());
  expect(option(box, 'Second CONNECT').textContent).toContain(
    'A client sends CONNECT once on a connection.',
  );
  const statement = findStatement('MQTT-4.12.0-7', 5)?.text ?? 'no statement';
  const unexpected = option(box, 'Unexpected AUTH');
  expect(unexpected.textContent).toContain(statement);
  await shown.click(unexpected);
  expect(named(box, 'section', 'Packet').querySelector('header')?.textContent).toContain(statement);
});

test('reports a server that answers differently or not at all', async () => {
  const puback = { type: 'puback', code: 0, summary: [], packet: 8, after: 900 } as const;
  const box = await view(({ on }) => (on === 'this' ? answers(puback) : answers()));
  await shown.click(option(box, 'QoS is 3'));
  await shown.click(button(box, 'Send'));
  await shown.until(() => box.textContent?.includes('Nothing seen') === true);
  expect(box.textContent).toContain('watched for 2');
  await shown.click(named(box, 'input[type=radio]', 'This connection'));
  expect(box.textContent).toContain('The server may close this connection for it.');
  await shown.click(button(box, 'Send'));
  await shown.until(() => box.textContent?.includes('Not as required') === true);
  expect(box.textContent).toContain('PUBACK');
});

test('custom bytes are dissected while typed', async () => {
  const box = await view(() => answers());
  await shown.click(option(box, 'Your own bytes'));
  expect(isOff(button(box, 'Send'))).toBe(true);
  const bytes = named(box, 'textarea', 'Bytes (hexadecimal)');
  await type(bytes, '30 0');
  expect(box.textContent).toContain('“0” is half a byte');
  expect(isOff(button(box, 'Send'))).toBe(true);
  await type(bytes, '36 06 0001 61 0001 00');
  expect(box.textContent).toContain('Topic Name');
  expect(box.textContent).toContain('MQTT-3.3.1-4');
  await type(bytes, 'c000 30');
  expect(box.textContent).toContain('Answer with PINGRESP.');
  await type(bytes, 'c000 c0ffffffff7f');
  expect(box.textContent).toContain('6 bytes at the end belong to no packet');
  expect(box.textContent).not.toContain('may wait for more');
  await type(bytes, 'c000 30');
  expect(box.textContent).toContain('1 byte at the end is not a complete packet');
  await shown.click(named(box, 'input[role=switch]', 'Instead of CONNECT'));
  expect(box.textContent).toContain('MQTT-3.1.0-1');
  await shown.click(button(box, 'Send'));
  await shown.until(() => box.textContent?.includes('Nothing seen') === true);
  expect(trials).toMatchObject([{ on: 'first' }]);
  expect([...(trials[0]?.bytes ?? [])]).toEqual([0xc0, 0, 0x30]);
});

test('a valid packet with its properties is written as bytes to edit', async () => {
  const box = await view(() => answers());
  await shown.click(option(box, 'Your own bytes'));
  const choice = named(box, 'select', 'Start from');
  if (!(choice instanceof HTMLSelectElement)) throw new Error('It is no list.');
  await shown.run(() => {
    choice.value = 'unsubscribe';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await shown.click(button(box, 'Add property'));
  await type(named(box, 'input', 'Name of property 1'), 'why');
  await type(named(box, 'input', 'Value of property 1'), 'a test');
  await shown.click(button(box, 'Write its bytes'));
  expect(box.textContent).toContain('User Property');
  expect(box.textContent).toContain('why = a test');
  expect(box.textContent).toContain('Answer with UNSUBACK.');
});

test('a composed packet survives a look at another one', async () => {
  const box = await view(() => answers());
  await shown.click(option(box, 'Your own bytes'));
  const choice = () => named(box, 'select', 'Start from');
  await shown.run(() => {
    Object.assign(choice(), { value: 'unsubscribe' });
    choice().dispatchEvent(new Event('change', { bubbles: true }));
  });
  await shown.click(button(box, 'Add property'));
  await type(named(box, 'input', 'Name of property 1'), 'why');
  await shown.click(option(box, 'QoS is 3'));
  await shown.click(option(box, 'Your own bytes'));
  expect(choice()).toMatchObject({ value: 'unsubscribe' });
  expect(named(box, 'input', 'Name of property 1')).toMatchObject({ value: 'why' });
});

test('the list is searched, navigated by keys, and run as a whole until stopped', async () => {
  const box = await view(() => closes(0x82));
  await type(named(box, 'input', 'Find a wrong packet'), 'second connect');
  expect(box.querySelectorAll('[role=option]')).toHaveLength(2);
  const list = box.querySelector('[role=listbox]');
  if (list === null) throw new Error('There is no list.');
  await shown.press(list, 'ArrowDown');
  expect(box.querySelector('[aria-selected=true]')?.textContent).toContain('Second CONNECT');
  await type(named(box, 'input', 'Find a wrong packet'), 'wildcard');
  await shown.click(button(box, 'Try all'));
  const count = box.querySelectorAll('[role=option]').length - 1;
  await shown.until(() => trials.length === count && !isOff(button(box, 'Try all')));
  expect(count).toBeGreaterThan(3);
  expect(new Set(trials.map(({ on }) => on))).toEqual(new Set(['own']));
  expect(new Set(trials.map(({ name }) => name)).size).toBe(count);
});

test('runs at most four at once, shows which run, and stops the rest', async () => {
  const open: ((outcome: TrialOutcome) => void)[] = [];
  const box = await view(() => new Promise((resolve) => open.push(resolve)));
  await shown.click(button(box, 'Try all'));
  const running = () =>
    [...box.querySelectorAll('[role=option]')].filter((one) =>
      one.textContent?.includes('running'),
    );
  await shown.until(() => trials.length === 4);
  expect(running()).toHaveLength(4);
  await shown.run(() => open[2]?.(closes(0x82)));
  await shown.until(() => trials.length === 5);
  expect(running()).toHaveLength(4);
  const of = box.querySelectorAll('[role=option]').length - 1;
  await shown.click(button(box, `Stop (1 of ${of})`));
  for (const end of open) await shown.run(() => end(closes(0x82)));
  await shown.until(() => running().length === 0);
  expect(trials).toHaveLength(5);
  expect(isOff(button(box, 'Try all'))).toBe(false);
});

test('runs all after the server’s limits are known', async () => {
  let terms: TrialTerms | undefined;
  const box = await view(
    () => closes(0x82),
    {},
    (live) => {
      terms = live.terms;
      live.terms = undefined;
    },
  );
  await shown.until(() => shown.live.asked.some(({ kind }) => kind === 'trial-terms'));
  expect(isOff(button(box, 'Try all'))).toBe(true);
  await shown.run(() => {
    shown.live.terms = terms;
    shown.live.tell({ kind: 'state', state: { kind: 'connecting', attempt: 1 } });
  });
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  await shown.until(() => !isOff(button(box, 'Try all')));
});

test('Try all skips a limit that the server did not announce, and says so', async () => {
  const box = await view((trial) =>
    trial.limit === 'alias-above-maximum' ? { kind: 'not-tried', why: 'no-limit' } : closes(0x82),
  );
  await type(named(box, 'input', 'Find a wrong packet'), 'alias');
  const count = box.querySelectorAll('[role=option]').length - 1;
  await shown.click(button(box, 'Try all'));
  await shown.until(() => trials.length === count && !isOff(button(box, 'Try all')));
  expect(trials.filter(({ limit }) => limit !== undefined)).toHaveLength(1);
  await shown.click(option(box, 'Topic alias above'));
  expect(box.textContent).toContain('CONNACK announced no such limit.');
});

test('Try all at another broker names host, number and topic, and sends nothing until it is confirmed', async () => {
  const url = 'mqtts://user:secret@broker.example:8883';
  const box = await view(() => closes(0x82), { url });
  await type(named(box, 'input', 'Find a wrong packet'), 'wildcard');
  const count = box.querySelectorAll('[role=option]').length - 1;
  await shown.click(button(box, 'Try all…'));
  const { question } = useConfirm.getState();
  expect(question).toMatchObject({
    title: `Send ${count} wrong packets to broker.example:8883?`,
    action: `Send ${count} packets`,
  });
  expect(question?.text).toContain('name the topic mqttscope/workshop');
  await shown.run(() => answerQuestion(false));
  expect(trials).toEqual([]);
  await shown.click(button(box, 'Try all…'));
  await shown.run(() => answerQuestion(true));
  await shown.until(() => trials.length === count);
});

test.each(['ws://127.0.0.1:9/mqtt', 'mqtt://127.0.0.1:1883'])(
  'Try all asks at %s, also if it is this machine',
  async (url) => {
    const box = await view(() => closes(0x82), { url });
    await shown.click(button(box, 'Try all…'));
    expect(trials).toEqual([]);
    await shown.run(() => answerQuestion(false));
  },
);

test('packets that cannot be sent are disabled, with the reason', async () => {
  const box = await view(() => answers(), { readOnly: true });
  await shown.click(option(box, 'QoS is 3'));
  expect(isOff(button(box, 'Send'))).toBe(true);
  expect(isOff(button(box, 'Try all'))).toBe(true);
  expect(box.textContent).toContain('This connection is read-only: nothing is sent.');
});

test('reports that its own connection was rejected', async () => {
  const box = await view(() => ({ kind: 'not-tried', why: 'refused', code: 0x87 }));
  await shown.click(option(box, 'QoS is 3'));
  await shown.click(button(box, 'Send'));
  await shown.until(() => box.textContent?.includes('0x87 Not authorized') === true);
  expect(box.textContent).toContain('Not tried');
});
