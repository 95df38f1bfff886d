import { expect, test } from 'vitest';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { Talk, will } from './talk.testkit.ts';

const within = (delay: number) => ({
  ...will(),
  properties: [{ name: 'willDelayInterval', value: delay } as const],
});

/** CONNECT whose session is kept for some seconds. */
const kept = (seconds: number) => ({
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: seconds } as const],
});

/** The client's connection ends without DISCONNECT. */
const lost = (delay: number, session: number): Talk =>
  new Talk(5)
    .begin({ ...kept(session), will: within(delay) })
    .wait(9)
    .close();

const due = ({ found }: Talk): readonly string[] =>
  found.flatMap((one) => (one.rule === 'will-due' ? [foundWrong(one)] : []));

const SAID = (seconds: number) =>
  `The client did not resume its session ${seconds} s after its connection ended: the will for "gone" is due.`;

test('3.1.3.2.2: a delayed will is due after its delay, and reported once', () => {
  const talk = lost(60, 120).watch(59);
  expect(due(talk)).toEqual([]);
  talk.watch(60);
  expect(due(talk)).toEqual([SAID(60)]);
});

test('3.1.3.2.2: or with the end of its session, if that is earlier', () => {
  expect(due(lost(60, 20).watch(30))).toEqual([SAID(20)]);
  expect(due(lost(60, 0))).toEqual([
    'The connection ended without DISCONNECT: the will for "gone" is due.',
  ]);
});

test('3.2.2.3.2: CONNACK shortens the session', () => {
  const talk = new Talk(5).begin(
    { ...kept(120), will: within(60) },
    { properties: [{ name: 'sessionExpiryInterval', value: 20 }] },
  );
  expect(due(talk.wait(9).close().watch(30))).toEqual([SAID(20)]);
});

test('a token that a wrong flag moved from the user name into the topic is not quoted', () => {
  const moved = { ...will(), topic: 'hub?token=geheim&v=1' };
  const talk = new Talk(5).begin({ will: moved }).close();
  expect(due(talk)).toEqual([
    'The connection ended without DISCONNECT: the will for "hub?token=******&v=1" is due.',
  ]);
});

test('a client that resumes its session discards the will for good', () => {
  const talk = lost(60, 120).wait(30).again(kept(120), { sessionPresent: true }).end();
  talk.open().connect(kept(120)).connack({ reasonCode: 0x87 }).close().watch(120);
  expect(due(talk)).toEqual([]);
});

test('while a CONNECT is unanswered, the outcome is open', () => {
  const talk = lost(60, 120).wait(59).open().connect(kept(120)).watch(9);
  expect(due(talk)).toEqual([]);
  talk.connack({ sessionPresent: true }).watch(90);
  expect(due(talk)).toEqual([]);
});

test('a rejected client and one whose connection ends before CONNACK have not reconnected', () => {
  const refused = lost(60, 120).wait(30).open().connect(kept(120)).connack({ reasonCode: 0x87 });
  expect(due(refused.close().watch(40))).toHaveLength(1);
  const unanswered = lost(60, 120).wait(30).open().connect(kept(120)).close();
  expect(due(unanswered.watch(40))).toHaveLength(1);
});

test('3.1.2.5: a client with a clean start ends the session, and so the will is due', () => {
  const talk = lost(60, 120).wait(30).again({ cleanStart: true });
  expect(due(talk)).toHaveLength(1);
});

/** Opens a second connection of the client while the first is open, then ends the first. */
const takenOver = (connect: Parameters<Talk['begin']>[0]): Talk => {
  const talk = new Talk(5).begin({ ...kept(120), will: within(60) }).wait(9);
  const first = talk.stream;
  talk.open().connect(connect);
  const second = talk.stream;
  return talk.on(first).close().on(second);
};

test('a client that takes over its own connection resumes its session before that connection ends', () => {
  const talk = new Talk(5).begin({ ...kept(120), will: within(60) }).wait(9);
  const first = talk.stream;
  talk.again(kept(120), { sessionPresent: true });
  const second = talk.stream;
  talk.on(first).close().on(second).watch(120).end();
  expect(due(talk)).toEqual([]);
  const early = takenOver(kept(120)).connack({ sessionPresent: true }).watch(120);
  expect(due(early)).toEqual([]);
});

test('a takeover with a clean start ends the session: the will is due', () => {
  const talk = new Talk(5).begin({ ...kept(120), will: within(60) }).wait(9);
  const first = talk.stream;
  talk.again({ cleanStart: true }).on(first).close();
  expect(due(talk)).toHaveLength(1);
  expect(due(takenOver({ cleanStart: true }).connack())).toHaveLength(1);
});

test('a client rejected meanwhile has not reconnected', () => {
  expect(due(takenOver(kept(120)).connack({ reasonCode: 0x87 }).close().watch(60))).toEqual([
    SAID(60),
  ]);
});
