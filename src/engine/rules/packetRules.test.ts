import { describe, expect, it } from 'vitest';
import { corpus, type RecordedPacket } from '../../mqtt/dissect/corpus.testkit.ts';
import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import { RULES } from '../../mqtt/statements/rules.ts';
import { findStatement } from '../../mqtt/statements/statements.ts';
import { CONNACK, CONNECT } from '../../mqtt/tables/typeNumbers.ts';
import { publish, Talk } from '../problems/talk.testkit.ts';
import { PACKET_SCENES, type PacketScene } from './packetScenes.testkit.ts';
import { ruleOf } from './rules.ts';

/** Puts the packet in its place: CONNECT first, CONNACK second, all others later. */
function foundIn({ version, sender, bytes }: PacketScene): Talk['found'] {
  const talk = new Talk(version);
  const type = (bytes[0] ?? 0) >> 4;
  if (type === CONNACK) talk.connect();
  else if (type !== CONNECT) talk.begin();
  const before = talk.capture.newest;
  talk.raw(sender === 'client' ? 'out' : 'in', bytes);
  return talk.found.filter(({ packet }) => packet > before);
}

const small = corpus.filter(({ bytes }) => bytes.length <= 300);
/** Problems of a conversation, not of a packet's bytes. */
const TOLD_ELSEWHERE = new Set(['firstPacket', 'secondConnect', 'maximumPacketSize']);

const recorded = new Map<string, PacketScene>();
for (const packet of small) {
  if (packet.verdict === 'valid') continue;
  const { bytes, version, sender } = packet;
  for (const { rule } of dissect(bytes, { version, sender }).problems) {
    if (rule !== undefined && !recorded.has(rule)) recorded.set(rule, packet);
  }
}

const cases = Object.keys(RULES)
  .filter((name) => !TOLD_ELSEWHERE.has(name))
  .map((name) => {
    const breach = plainBreach('no-whole-packet');
    const problem = { rule: name, severity: 'protocol', statement: '', breach } as const;
    const { id } = ruleOf({ ...problem, offset: 0, length: 0 });
    return { name, id, scene: PACKET_SCENES[name] ?? recorded.get(name) };
  });

const inValid = new Set(
  small.filter(({ verdict }) => verdict === 'valid').flatMap((packet) => validFindings(packet)),
);
/** Legal packets that recordings contain on purpose. */
const UNWISE = new Set(['utf-8-discouraged', 'code-sender', 'topic-alias-unknown']);

function validFindings(packet: RecordedPacket): string[] {
  return foundIn(packet).map(({ rule }) => rule);
}

describe('rules on packets alone', () => {
  it('are each tested by a packet that breaks them', () => {
    expect(cases.filter(({ scene }) => scene === undefined).map(({ name }) => name)).toEqual([]);
  });

  it.each(cases)('$id: found where broken, with a statement of its version', ({ id, scene }) => {
    const found = scene === undefined ? [] : foundIn(scene);
    expect(found.map(({ rule }) => rule)).toContain(id);
    for (const { statement } of found) {
      expect(findStatement(statement, scene?.version ?? 4)?.id).toBe(statement);
    }
  });

  it.each(cases.filter(({ id }) => !UNWISE.has(id)))(
    '$id: not found in any valid packet',
    ({ id }) => {
      expect([...inValid]).not.toContain(id);
    },
  );

  it.each([...UNWISE])('%s: not found in a plain conversation', (id) => {
    const talk = new Talk(5).begin().send(publish('a/b')).end();
    expect(talk.rules).not.toContain(id);
  });
});

it('1.5.5-1: no packet of MQTT 5, PUBLISH included, may have a longer remaining length than needed', () => {
  for (const direction of ['out', 'in'] as const) {
    const talk = new Talk(5).begin().subscribed('a');
    const found = talk.raw(direction, Uint8Array.of(0x30, 0x85, 0, 0, 1, 0x61, 0, 0x78)).found;
    expect(found).toMatchObject([
      { rule: 'shortest-varint', severity: 'error', statement: 'MQTT-1.5.5-1', packet: 5 },
    ]);
  }
});

const PARTIAL: readonly (readonly [string, string, PacketProblem['severity'], string])[] = [
  ['captureGap', 'capture-gap', 'caution', 'note'],
  ['captureEnd', 'capture-end', 'caution', 'note'],
  ['cutOff', 'cut-off', 'malformed', 'warn'],
  ['remainingLength', 'remaining-length', 'malformed', 'error'],
  ['textFrame', 'text-frame', 'malformed', 'error'],
  ['', 'unframed', 'malformed', 'error'],
];

describe('bytes that are no whole packet', () => {
  it.each(PARTIAL)('%j becomes %s', (rule, id, severity, level) => {
    const talk = new Talk(4).begin();
    const problem = {
      severity,
      statement: 'MQTT-4.2.0-1',
      breach: plainBreach('no-whole-packet'),
      offset: 0,
      length: 1,
    };
    const bytes = new Uint8Array(1);
    talk.capture.brokenBytes(talk.stream, 'out', talk.time, bytes, {
      ...problem,
      ...(rule !== '' && { rule }),
    });
    expect(talk.found.at(-1)).toMatchObject({ rule: id, severity: level, packet: 3 });
  });

  it('are not found in a whole packet', () => {
    const talk = new Talk(4).begin().send({ type: 'pingreq' });
    expect(talk.rules).toEqual([]);
  });
});
