import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { alibaba } from '../alibaba/alibaba.ts';
import { meaningOf } from '../alibaba/topics.ts';
import { Talk, wholeConvention } from '../files/talk.testkit.ts';
import { homeAssistantBy } from '../homeAssistant/convention.ts';
import { homeAssistant } from '../homeAssistant/homeAssistant.ts';
import { SHIPPED } from '../shipped.ts';
import { MEANING } from '../sparkplug/meaning.ts';
import { sparkplug } from '../sparkplug/sparkplug.ts';
import { EXAMPLES } from './examples.testkit.ts';

const loaded = await Promise.all(SHIPPED.map(({ load }) => load()));
const all = () => [
  alibaba(Lazy.of({ of: meaningOf })),
  sparkplug(Lazy.of(MEANING)),
  homeAssistantBy(Lazy.of(homeAssistant)),
  ...loaded.map(({ file, more }) => wholeConvention(file, more)),
];

test.each(Object.entries(EXAMPLES))(
  'with all enabled, %s has only its own devices',
  (convention, example) => {
    const talk = new Talk(...all());
    talk.connect(example.client);
    talk.sayAll(example.messages);
    expect(talk.devices().map((row) => [row.convention, row.id])).toEqual(
      example.devices.map((id) => [convention, id]),
    );
  },
);

test('every built-in convention has an example', () => {
  expect(SHIPPED.filter(({ head }) => EXAMPLES[head.id] === undefined)).toEqual([]);
});

const TOPICS = Object.values(EXAMPLES).flatMap(({ messages }) =>
  messages.map(([, topic]) => topic),
);
const KEYS = ['id', 'src', 'dst', 'state', 'type', 'from', 'payload', '__proto__', 'Messages'];

test('accepts any payload on all topics of the examples', () => {
  const odd = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.json({ maxDepth: 4 }).map(encodeUtf8),
    fc
      .dictionary(fc.constantFrom(...KEYS), fc.jsonValue({ maxDepth: 3 }))
      .map((value) => encodeUtf8(JSON.stringify(value))),
  );
  const said = fc.tuple(fc.constantFrom('in', 'out'), fc.constantFrom(...TOPICS), odd);
  fc.assert(
    fc.property(fc.array(said, { minLength: 20, maxLength: 40 }), (messages) => {
      const talk = new Talk(...all());
      talk.connect('me');
      talk.sayAll(messages);
      const details = talk.devices().map(({ convention, id }) => talk.device(convention, id));
      expect(details).not.toContain(undefined);
    }),
    { numRuns: tries(40, 6) },
  );
});
