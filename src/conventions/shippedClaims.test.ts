import { expect, test } from 'vitest';
import { CONVENTIONS } from './conventions.ts';
import { CONVENTIONS_LATER } from './conventionsLater.ts';
import { EXAMPLES } from './ecosystems/examples.testkit.ts';

/** Topics that resemble those of a convention with an open beginning. */
const OTHERS = [
  'eu868/gateway/aabb/command/down',
  'plant/pump/status/ready',
  'shellies/roll/roller/0/command/pos',
  'plant/line/command/start',
  'a/b/c/state',
];

test('commands and app give each topic the same meaning', async () => {
  await CONVENTIONS_LATER.load();
  const topics = Object.values(EXAMPLES).flatMap(({ messages }) =>
    messages.map(([, topic]) => topic),
  );
  const meanings = (conventions: typeof CONVENTIONS) =>
    [...topics, ...OTHERS].map((topic) => {
      const { convention, kind, device } = conventions.senseOf(topic) ?? {};
      return [topic, convention, kind, device];
    });
  expect(meanings(CONVENTIONS)).toEqual(meanings(CONVENTIONS_LATER));
  expect(CONVENTIONS.senseOf('plant/pump/status/ready')).toBeUndefined();
});
