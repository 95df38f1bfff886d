import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { RuleStatus } from '../../../../connection/protocol/answerProtocol.ts';
import { SETTINGS } from '../../../../profiles/settings/settings.testkit.ts';
import type { ConnectionSettings } from '../../../../profiles/settings/settings.ts';
import { answerRulesIn } from '../../../../profiles/stored/answerRules.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { watchStops } from '../../../session/answers/newStops.ts';
import { connect, connectionById } from '../../../session/connection/connections.ts';
import { AnswersPanel } from './AnswersPanel.tsx';

let shown: Shown | undefined;
let stopWatching: (() => void) | undefined;
afterEach(() => {
  stopWatching?.();
  return shown?.end();
});

async function panel(settings: Partial<ConnectionSettings> = {}, pane = AnswersPanel) {
  shown = await show(pane, () => undefined);
  const { id, live, run } = shown;
  await run(() => connect(id, { ...SETTINGS, ...settings }));
  const rules = () => live.sent.findLast((command) => command.kind === 'answer-by')?.rules;
  return { ...shown, rules };
}

/** Field of the dialog, below the list. */
const field = (box: HTMLElement, selector: string, name: string): HTMLElement => {
  const dialog = box.querySelector('dialog');
  if (dialog === null) throw new Error('no dialog');
  return named(dialog, selector, name);
};

async function writeRule(box: HTMLElement, when: string, topic: string): Promise<void> {
  await type(field(box, 'input[type=text]', 'Topic filter'), when);
  await type(field(box, 'input[type=text]', 'Topic'), topic);
}

test('a rule takes effect at once and is kept with the settings; its switch disables it', async () => {
  const { box, click, rules, id } = await panel();
  await click(named(box, 'button', 'New rule'));
  const title = () => box.querySelector('dialog h2')?.textContent;
  expect(title()).toBe('New rule');
  await writeRule(box, 'ask/+', '{{response}}');
  await type(field(box, 'textarea', 'Payload'), '{"t": {{payload t}}}');
  await click(field(box, 'button', 'Save rule'));
  const rule = {
    isOn: true,
    when: { kind: 'topic', text: 'ask/+' },
    topic: '{{response}}',
    payload: '{"t": {{payload t}}}',
    perSecond: 20,
    correlates: true,
  };
  expect(rules()).toMatchObject([rule]);
  expect(connectionById(id)?.settings?.answers).toMatchObject([rule]);
  await click(named(box, 'input[role=switch]', 'Auto-reply ask/+'));
  expect(rules()).toMatchObject([{ ...rule, isOn: false }]);
  await click(named(box, 'button', 'Edit ask/+'));
  expect(title()).toBe('Edit rule');
});

/** Component that unmounts and returns, as when the width changes to a single column and back. */
function ComesAndGoes({ connectionId }: { readonly connectionId: string }) {
  const [isThere, setThere] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setThere(!isThere)}>
        Resize
      </button>
      {isThere && <AnswersPanel connectionId={connectionId} />}
    </>
  );
}

test('a draft rule survives closing its pane', async () => {
  const { box, click } = await panel({}, ComesAndGoes);
  await click(named(box, 'button', 'New rule'));
  await writeRule(box, 'ask/+', 'half wri');
  await click(named(box, 'button', 'Resize'));
  expect(box.querySelector('form')).toBeNull();
  await click(named(box, 'button', 'Resize'));
  expect(field(box, 'input[type=text]', 'Topic filter')).toHaveProperty('value', 'ask/+');
  expect(field(box, 'input[type=text]', 'Topic')).toHaveProperty('value', 'half wri');
  await click(field(box, 'button', 'Cancel'));
  expect(box.querySelector('form')).toBeNull();
});

test('errors are shown at their fields, and nothing is saved; a match of its own answers is reported', async () => {
  const { box, click, rules } = await panel();
  await click(named(box, 'button', 'New rule'));
  await writeRule(box, 'a/#/b', 'x/{{n');
  await click(field(box, 'button', 'Save rule'));
  expect(rules()).toBeUndefined();
  expect(box.textContent).toContain('Topic, column 3: “{{” has no “}}”');
  await writeRule(box, 'a/#', 'a/b');
  expect(box.textContent).toContain('The rule matches its own answers');
  await click(field(box, 'input[type=radio]', 'Display filter'));
  await type(field(box, 'input[type=text]', 'Display filter'), 'payload.t ==');
  expect(box.querySelector('dialog')?.textContent).toContain('A value is missing');
  await click(field(box, 'button', 'Save rule'));
  expect(rules()).toBeUndefined();
});

test('a partial name is completed with the keyboard', async () => {
  const { box, click, press } = await panel();
  await click(named(box, 'button', 'New rule'));
  const payload = field(box, 'textarea', 'Payload');
  if (!(payload instanceof HTMLTextAreaElement)) throw new Error('no text area');
  payload.setSelectionRange(3, 3);
  await type(payload, '{{r');
  expect(box.querySelectorAll('[role=option]')).toHaveLength(2);
  await press(payload, 'ArrowDown');
  await press(payload, 'Enter');
  expect(payload.value).toBe('{{random 20.0..25.0}}');
});

const STATUS: RuleStatus = {
  id: 'one',
  answered: 1234,
  leftOut: 2,
  failed: 0,
  stopped: undefined,
  error: undefined,
};
const ONE = {
  id: 'one',
  name: 'Ping',
  isOn: true,
  when: { kind: 'topic', text: 'ping' },
  topic: 'pong',
};

test('shows each rule’s activity, why one was stopped, and resumes it', async () => {
  const { box, live, run, click } = await panel({ answers: [ONE] });
  const tell = (status: Partial<RuleStatus>) =>
    run(() =>
      live.tell({
        kind: 'answering',
        status: {
          rules: [{ ...STATUS, ...status }],
          missed: 0,
          log: [
            {
              rule: 'one',
              at: 0,
              packet: 7,
              topic: 'pong',
              outcome: { kind: 'sent', packet: 8 },
            },
          ],
        },
      }),
    );
  await tell({});
  expect(box.textContent).toContain('1,234 answered · 2 left out');
  expect(box.textContent).toContain('to No. 7');
  expect(box.textContent).toContain('No. 8');
  await tell({ stopped: { packet: 9 } });
  expect(box.textContent).toContain('Stopped: the broker closes the connection');
  expect(box.textContent).toContain('No. 9');
  await click(named(box, 'button', 'Continue'));
  expect(live.sent).toContainEqual({ kind: 'answer-again', id: 'one' });
});

test('a stopped rule stays stopped until the user resumes, disables or changes it', async () => {
  const { box, live, run, click, id, until } = await panel({ answers: [ONE] });
  stopWatching = watchStops();
  const stored = () => answerRulesIn(connectionById(id)?.settings?.answers)[0];
  const tell = (why: RuleStatus['stopped']) =>
    run(() =>
      live.tell({
        kind: 'answering',
        status: { rules: [{ ...STATUS, stopped: why }], missed: 0, log: [] },
      }),
    );
  await tell({ packet: 7 });
  await until(() => stored()?.isStopped === true);
  await click(named(box, 'button', 'Continue'));
  expect(live.sent).toContainEqual({ kind: 'answer-again', id: 'one' });
  expect(stored()?.isStopped).toBeUndefined();
  // Older news of it.
  await tell({ packet: 7 });
  expect(stored()?.isStopped).toBeUndefined();
});

test('after a reload a stopped rule says so, and why, before it runs', async () => {
  const { box, click, rules } = await panel({ answers: [{ ...ONE, isStopped: true }] });
  expect(box.textContent).toContain('Stopped: the broker closes the connection');
  expect(box.querySelector('[aria-label^="No."]')).toBeNull();
  await click(named(box, 'input[role=switch]', 'Auto-reply Ping'));
  expect(rules()).toMatchObject([{ isOn: false }]);
  expect(answerRulesIn(rules())[0]?.isStopped).toBeUndefined();
});

test('a read-only connection says that it sends no answers', async () => {
  const { box } = await panel({ answers: [ONE], readOnly: true });
  expect(box.textContent).toContain('read-only');
  expect(box.querySelector<HTMLInputElement>('[role=switch]')?.disabled).toBe(true);
});

test('a draft rule previews its answer to the last message', async () => {
  const { box, click, live, until } = await panel();
  live.previews = ({ topic, when }) =>
    when.text === 'none/#'
      ? { to: undefined }
      : {
          to: {
            packet: 7,
            said: { ok: true, topic: `${topic}/7`, text: 'on', payload: new Uint8Array(2) },
          },
        };
  await click(named(box, 'button', 'New rule'));
  await writeRule(box, 'ask/+', 'reply');
  const dialog = () => box.querySelector('dialog')?.textContent ?? '';
  await until(() => dialog().includes('For the last message that matches, No. 7'));
  expect(dialog()).toContain('reply/7on');
  await writeRule(box, 'none/#', 'reply');
  await until(() => dialog().includes('None of the last 5,000 packets'));
});
