/** The dialog shows errors in rules at their character, and does not apply invalid rules. */
import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { closeOverlay } from '../../session/dialogs/overlay.ts';
import { askForRules, useRulesAsked } from '../../session/payloadRules/asked.ts';
import { PayloadRules } from './PayloadRules.tsx';

const SETTINGS = settingsWith({
  payloads: { chains: [], files: [{ name: 'bad.proto', text: 'message A {\n  int32 = 1;\n}' }] },
});

let shown: Shown | undefined;
afterEach(async () => {
  closeOverlay();
  useRulesAsked.setState({ asked: undefined });
  await shown?.end();
});

async function dialog() {
  shown = await show(PayloadRules, (live) => live.receive(publishBytes('a/b', '{"x": 1}')));
  const { box, id, run, live } = shown;
  await run(() => connect(id, SETTINGS));
  await run(() => askForRules(id, 'a/b'));
  const use = () => named(box, 'button', 'Use');
  const rules = () => live.sent.flatMap((one) => (one.kind === 'read-payloads' ? one.rules : []));
  return { ...shown, use, rules };
}

test.each([
  ['nope', 'Character 1: there is no step “nope”'],
  ['json | gzap', 'Character 8: there is no step “gzap”: gzip?'],
  ['json.data | base64(', 'Character 19: this is not closed: )'],
  ['int16le.x | gzip[1]', 'Character 17: “gzip” gives bytes: it has no values to pick'],
  ['protobuf(gone.proto, A)', 'Character 10: there is no schema file “gone.proto”'],
  ['protobuf(bad.proto, A)', 'bad.proto, line 2, column 9:'],
])('%s is reported at its character, and cannot be used', async (chain, told) => {
  const { box, use, rules } = await dialog();
  await type(named(box, 'input', 'Steps'), chain);
  await shown?.run(() => named(box, 'input', 'Steps').blur());
  await shown?.run(() => use().focus());
  await shown?.until(() => box.textContent?.includes(told) === true);
  expect(use().hasAttribute('disabled')).toBe(true);
  expect(rules()).toEqual([]);
});

test('an invalid topic filter cannot be used', async () => {
  const { box, use } = await dialog();
  await type(named(box, 'input', 'Steps'), 'json');
  expect(use().hasAttribute('disabled')).toBe(false);
  await type(named(box, 'input', 'Topic filter'), 'a/#/b');
  expect(use().hasAttribute('disabled')).toBe(true);
});

test('valid rules are used, without empty drafts', async () => {
  const { box, click, use, rules } = await dialog();
  await type(named(box, 'input', 'Steps'), 'json.x | int8');
  await click(named(box, 'button', 'Add a rule'));
  await click(use());
  expect(rules()).toEqual([
    { chains: [{ filter: 'a/b', chain: 'json.x | int8' }], files: SETTINGS.payloads?.files },
  ]);
});
