import { afterEach, expect, test } from 'vitest';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { type Draft, emptyDraft } from '../../session/profiles/draft.ts';
import { draftFor, setDraft, useDraft } from '../../session/profiles/drafts.ts';
import { Mqtt5Section } from './Editor.tsx';

let shown: Shown;
afterEach(() => shown.end());

function Pane({ connectionId }: { connectionId: string }) {
  const draft = useDraft(connectionId) ?? emptyDraft('me');
  const change = (part: Partial<Draft>): void =>
    setDraft(connectionId, { ...draftFor(connectionId), ...part });
  return (
    <Mqtt5Section
      connectionId={connectionId}
      draft={draft}
      change={change}
      errors={{}}
      notes={{}}
      filterNotes={() => []}
    />
  );
}

test('sets CONNECT properties and the use of the password, and keeps them when folded', async () => {
  shown = await show(Pane, () => undefined);
  const { box, id, click, run } = shown;
  await click(named(box, 'button', 'MQTT 5'));
  await click(named(box, 'button', 'Add property'));
  const name = named(box, 'select', 'Property 1');
  if (!(name instanceof HTMLSelectElement)) throw new Error('It is no list.');
  await run(() => {
    name.value = 'receiveMaximum';
    name.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await type(named(box, 'input', 'Value of property 1'), '0');
  expect(box.textContent).toContain('Write a whole number from 1 to 65,535.');
  await type(named(box, 'input', 'Value of property 1'), '7');
  expect(box.textContent).not.toContain('Write a whole number');
  const how = named(box, 'select', 'How the password is used');
  if (!(how instanceof HTMLSelectElement)) throw new Error('It is no list.');
  await run(() => {
    how.value = 'SCRAM-SHA-256';
    how.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(draftFor(id)).toMatchObject({
    scram: 'SCRAM-SHA-256',
    properties: [{ name: 'receiveMaximum', value: '7' }],
  });
  const fold = box.querySelector('[aria-expanded]');
  if (fold === null) throw new Error('There is nothing to fold.');
  await click(fold);
  expect(box.querySelector('select')).toBeNull();
  expect(box.textContent).toBe('MQTT 5SCRAM-SHA-256, 1 property');
  await click(fold);
  await click(named(box, 'button', 'Remove property 1'));
  expect(draftFor(id).properties).toEqual([]);
});

test('is absent before MQTT 5', async () => {
  shown = await show(Pane, () => undefined);
  await shown.run(() => setDraft(shown.id, { ...draftFor(shown.id), version: 4 }));
  expect(shown.box.textContent).toBe('');
});

test('says that before MQTT 5 the password is sent despite SCRAM', async () => {
  shown = await show(Pane, () => undefined);
  const { run, id, box } = shown;
  const draft = { ...draftFor(id), version: 4, scram: 'SCRAM-SHA-256' } as const;
  await run(() => setDraft(id, draft));
  expect(box.textContent).toBe(
    'SCRAM-SHA-256 needs MQTT 5. With this version the password is sent in CONNECT.',
  );
  await run(() => setDraft(id, { ...draft, mode: 'alibaba' }));
  expect(box.textContent).toBe('');
});
