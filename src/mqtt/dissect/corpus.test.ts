import { describe, expect, it } from 'vitest';
import { decode, errorAtStart } from '../codec/decode.ts';
import { encode } from '../codec/encode.ts';
import { Framer } from '../framing/framer.ts';
import type { Packet } from '../tables/packet.ts';
import { corpus, streams } from './corpus.testkit.ts';
import { dissect } from './dissect.ts';
import { treeErrors } from './tree.testkit.ts';

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Comparing large byte arrays element by element takes seconds. */
const comparable = (packet: Packet | undefined) =>
  packet?.type === 'publish' ? { ...packet, payload: toHex(packet.payload) } : packet;

const withVerdict = (...verdicts: string[]) =>
  corpus.filter(({ verdict }) => verdicts.includes(verdict));

describe('every packet of the corpus', () => {
  it.each(corpus)('$name: has a sound field tree', ({ bytes, version, sender }) => {
    const { fields } = dissect(bytes, { version, sender });
    expect(treeErrors(fields, bytes.length)).toEqual([]);
  });

  it.each(withVerdict('valid'))('$name: is valid', ({ bytes, version, sender }) => {
    const { problems, packet } = dissect(bytes, { version, sender });
    expect(problems.filter((problem) => problem.severity !== 'caution')).toEqual([]);
    const decoded = decode(bytes, version, sender);
    expect(decoded.ok && comparable(decoded.packet)).toEqual(comparable(packet));
  });

  it.each(withVerdict('valid'))(
    '$name: encodes back to the same bytes',
    ({ bytes, version, sender }) => {
      const decoded = decode(bytes, version, sender);
      if (!decoded.ok) throw new Error(decoded.problem.breach.key);
      expect(toHex(encode(decoded.packet, version))).toBe(toHex(bytes));
    },
  );

  it.each(withVerdict('malformed', 'protocol'))(
    '$name: is rejected and reported ($rule)',
    ({ bytes, version, sender }) => {
      const decoded = decode(bytes, version, sender);
      const { problems } = dissect(bytes, { version, sender });
      expect(decoded.ok).toBe(false);
      // The first breach that a receiver rejects is the first that a reader sees.
      expect(problems.find((problem) => problem.severity !== 'caution')).toEqual(
        decoded.ok ? undefined : decoded.problem,
      );
    },
  );

  /** True if the bytes are one packet of a framer. */
  const isFramed = ({ bytes }: { readonly bytes: Uint8Array }) => {
    const framed: number[] = [];
    new Framer().push(bytes, (packet) => framed.push(packet.length));
    return framed[0] === bytes.length;
  };

  it.each(corpus.filter(isFramed))('$name: has the same verdict by its start', (packet) => {
    const { bytes, version, sender } = packet;
    // Before CONNECT has stated its version, the statement's number may come from another edition.
    const gist = (judged: ReturnType<typeof decode> | undefined) =>
      judged?.ok === false && `${judged.reasonCode} ${judged.problem.rule}`;
    const lengths = Array.from({ length: Math.min(bytes.length, 200) - 1 }, (_, at) => at + 1);
    const early = lengths.map((length) =>
      gist(errorAtStart(bytes.subarray(0, length), version, sender)),
    );
    const said = new Set(early.filter((one) => one !== false));
    expect([gist(decode(bytes, version, sender))]).toEqual(expect.arrayContaining([...said]));
  });

  it.each(withVerdict('discouraged'))('$name: is a caution', ({ bytes, version, sender }) => {
    const { problems } = dissect(bytes, { version, sender });
    expect(problems.map((problem) => problem.severity)).toEqual(['caution']);
    expect(decode(bytes, version, sender).ok).toBe(true);
  });
});

describe('every stream of the corpus', () => {
  it.each(streams)('$name', ({ packets, chunks }) => {
    const framer = new Framer();
    const framed: string[] = [];
    for (const chunk of chunks) framer.push(chunk, (bytes) => framed.push(toHex(bytes)));
    expect(framed).toEqual(packets.map(toHex));
    expect(framer.pending).toBe(0);
  });
});
