/** Problems of MQTT-SN captures with one side that breaks a rule. */
import { expect, it } from 'vitest';
import { SnConversations } from '../../mqttsn/reading/snConversations.ts';
import { readEvents } from './captureFile.testkit.ts';
import { CAPTURE_FILES } from './converted.testkit.ts';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['pub-08', ['6 other-topic-id']],
  ['pub-09', ['4 accepted-without-id', '5 topic-id']],
  ['pub-21', ['1 not-utf8']],
];

it.each(CASES)('%s', (name, wanted) => {
  const found = CAPTURE_FILES.find(([file]) => file.startsWith(name));
  const conversations = new SnConversations();
  const read = (found === undefined ? [] : readEvents(found[1])).flatMap((event) =>
    event.kind === 'datagram' ? conversations.take(event) : [],
  );
  const problems = read.flatMap(({ no, problems: all }) =>
    all.map(({ breach }) => `${no} ${breach.key}`),
  );
  expect(problems).toEqual(wanted);
});
