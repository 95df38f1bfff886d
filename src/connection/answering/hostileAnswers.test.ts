/** Auto-replies with too expensive a filter or template: no reply is sent, and both are counted. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { Capture } from '../../engine/capture/capture.ts';
import { Conventions } from '../../engine/conventions/conventions.ts';
import { compileFilter } from '../../engine/filter/compile.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { AnswerRule } from '../../profiles/settings/answerRule.ts';
import { Filling } from '../templates/filling.ts';
import { RuleRun } from './ruleRun.ts';

const WORDS = Array.from({ length: 1000 }, (_, at) => `w${at}`)
  .concat('last')
  .join(' or ');
const RULE: AnswerRule = {
  id: 'r',
  name: '',
  isOn: true,
  when: { kind: 'filter', text: WORDS },
  alsoRetained: false,
  topic: 'answer',
  payload: '{{payload}}'.repeat(400),
  format: 'text',
  qos: 0,
  retain: false,
  properties: [],
  correlates: false,
  perSecond: 10,
};

test('sends no auto-reply if its filter or template exceeds the budget', () => {
  const capture = new Capture({ conventions: new Conventions([]), originWallClock: 0 });
  const stream = capture.openStream(4);
  const filling = new Filling(
    { wallClock: () => 0, random: () => 0 },
    { lastMessage: () => undefined, chosen: new ChosenFormats() },
  );
  const run = new RuleRun(RULE, filling.maker(RULE), compileFilter(WORDS));
  const cursor = capture.cursor();
  const matches = (text: string) => {
    const message = { topic: 't', payload: encodeUtf8(text), qos: 0, retain: false } as const;
    const bytes = encode({ type: 'publish', dup: false, ...message, properties: [] }, 4);
    const packet = capture.packet(stream, 'in', 0, bytes);
    cursor.refresh();
    return cursor.moveTo(packet) && run.matches(cursor);
  };
  expect(matches('w7')).toBe(true);
  expect(run.status).not.toHaveProperty('givenUp');
  expect(matches(`${'x'.repeat(500_000)}last`)).toBe(false);
  expect(run.status.givenUp).toBe(1);

  const message = { topic: 't', responseTopic: undefined, correlationData: undefined };
  const made = run.make(1, { ...message, payload: encodeUtf8('x'.repeat(100_000)) });
  expect(made).toMatchObject({ ok: false, of: 'payload', error: { why: { key: 'too-large' } } });
  expect(run.make(2, { ...message, payload: encodeUtf8('x') })).toMatchObject({ ok: true });
});
