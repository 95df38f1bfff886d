import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { imageSize } from 'image-size';
import { describe, expect, it, vi } from 'vitest';
import { formatBase64 } from '../../../base/base64.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { ChosenFormats } from '../../chains/chosenFormats.ts';
import { cbor } from '../cbor.ts';
import { LINES } from '../compressed/packed.testkit.ts';
import { drawingOf, MOST_PIXELS, pictureIn } from '../drawing.ts';
import { formatOf, loadFormat, loadFormats } from '../formats.ts';
import { json } from '../json.ts';
import { payloadPreview, payloadReader } from '../reading.ts';
import { bytesOf } from '../tree.testkit.ts';
import { DRAWN_PICTURES } from './pictures.testkit.ts';
import { PICTURES } from './pictures.ts';

await Promise.all(PICTURES.map(loadFormat));

const picture = (name: string) => DRAWN_PICTURES.get(name)?.slice() ?? new Uint8Array();
const drawn = (payload: Uint8Array) => {
  const format = formatOf(payload);
  return format && drawingOf(payload, format);
};

/** Position and number of bits of each size. */
const PLACES = [
  ['PNG', 16, 20, 'be32'],
  ['GIF', 6, 8, 'le16'],
  ['WebP, lossy', 26, 28, 'le14'],
  ['WebP, extended', 24, 27, 'le24less1'],
] as const;

describe('a picture', () => {
  it.each([...DRAWN_PICTURES.keys()])(
    '%s shows its size, and the bytes that contain it',
    (name) => {
      const payload = picture(name);
      expect(drawn(payload)).toMatchObject({ kind: 'drawn', width: 5, height: 3 });
      expect(payloadPreview(payload, 80).text).toMatch(
        /^\w+ \{"(?:width": 5, "height": 3|height": 3, "width": 5)\}$/,
      );
      expect(payloadReader(['width'])(payload)).toBe(5);
      const { width, height } = imageSize(payload);
      expect([width, height]).toEqual([5, 3]);
      // Other bytes in these places make another size.
      const tree = formatOf(payload)?.readBy?.found?.decode?.(payload).tree;
      const row = [1, 2].find((one) => tree?.key(one) === 'width') ?? 0;
      const start = tree?.tape.start(row) ?? 0;
      payload[start] = (payload[start] ?? 0) ^ 8;
      expect(drawn(payload)).not.toMatchObject({ width: 5 });
    },
  );

  it.each(PLACES)('%s: agrees with image-size for any size', (name, w, h, form) => {
    const bits = Number(/\d+/.exec(form)?.[0]);
    const length = fc.integer({ min: 1, max: Math.min(2 ** bits, 2 ** 31) - 1 });
    fc.assert(
      fc.property(length, length, (width, height) => {
        const payload = picture(name);
        const less = form.endsWith('1') ? 1 : 0;
        for (const [at, pixels] of [
          [w, width - less],
          [h, height - less],
        ] as const) {
          const bytes = bits === 24 ? 3 : bits > 16 ? 4 : 2;
          for (let place = 0; place < bytes; place += 1) {
            const from = form.startsWith('be') ? bytes - 1 - place : place;
            payload[at + from] = Math.floor(pixels / 256 ** place) % 256;
          }
        }
        // Outside the screen, only the drawn pictures count.
        if (name === 'GIF' && (width < 5 || height < 3)) return;
        const theirs = imageSize(payload);
        expect(drawn(payload)).toMatchObject({ width: theirs.width, height: theirs.height });
      }),
      { numRuns: tries(200) },
    );
  });

  it.each([...DRAWN_PICTURES.keys()])('%s reports a missing end', (name) => {
    const payload = picture(name);
    expect(drawn(payload)).toMatchObject({ isCutOff: false });
    const filled = new Uint8Array(payload.length + 3);
    filled.set(payload);
    expect(drawn(filled)).toMatchObject({ isCutOff: false });
    expect(drawn(payload.subarray(0, -1))).toMatchObject({ isCutOff: true });
    expect(drawn(payload.subarray(0, -8))).toMatchObject({ isCutOff: true });
  });

  it('is not drawn with too many pixels, even if its file is small', () => {
    const bomb = picture('PNG');
    new DataView(bomb.buffer).setUint32(16, 30_000);
    new DataView(bomb.buffer).setUint32(20, 30_000);
    expect(drawn(bomb)).toEqual({ kind: 'large', width: 30_000, height: 30_000 });
    new DataView(bomb.buffer).setUint32(20, Math.floor(MOST_PIXELS / 30_000));
    expect(drawn(bomb)).toMatchObject({ kind: 'drawn' });
  });

  it('takes the size of a GIF picture that exceeds its screen', () => {
    const bomb = picture('GIF');
    const image = bomb.indexOf(0x2c, 20);
    bomb.set([0x30, 0x75, 0x30, 0x75], image + 5);
    expect(drawn(bomb)).toEqual({ kind: 'large', width: 30_000, height: 30_000 });
  });

  it('is not drawn without a size or a header', () => {
    expect(drawn(picture('JPEG').subarray(0, 40))).toMatchObject({ kind: 'unsized' });
    const none = picture('PNG');
    none.fill(0, 16, 24);
    expect(drawn(none)).toEqual({ kind: 'unsized', error: undefined });
  });

  it('never throws, whatever follows its first bytes', () => {
    for (const payload of DRAWN_PICTURES.values()) {
      const format = formatOf(payload)?.readBy?.found;
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(30), (more, kept) => {
          const damaged = Uint8Array.of(...payload.subarray(0, kept), ...more);
          const { tree, error } = format?.decode?.(damaged) ?? {};
          expect(tree?.tape.end(2) ?? 0).toBeLessThanOrEqual(damaged.length);
          expect(error?.offset ?? 0).toBeLessThanOrEqual(damaged.length);
        }),
        { numRuns: tries(40) },
      );
    }
  });

  it('is found in all picture bytes, and skipped bytes start no wrapping format', async () => {
    await loadFormats();
    const magic = [
      '89504e47',
      'ffd8ff',
      '474946383961',
      '1f8b08',
      '785e',
      '28b52ffd',
      '04224d18',
      '',
    ];
    let found = 0;
    fc.assert(
      fc.property(fc.constantFrom(...magic), fc.uint8Array({ maxLength: 40 }), (head, rest) => {
        const payload = Uint8Array.of(...bytesOf(head), ...rest);
        const format = formatOf(payload);
        const isOne = format?.picture !== undefined;
        found += Number(isOne);
        const wraps = format?.unwrap !== undefined;
        expect(wraps && (payload[0] ?? 0) >= 0x80).toBe(false);
        expect(wraps || (pictureIn(payload) !== undefined) === isOne).toBe(true);
      }),
      { numRuns: tries(400), examples: [['ffd8ff', new Uint8Array(9)]] },
    );
    expect(found).toBeGreaterThan(0);
  });

  it('is found inside wrapping formats, and never in a text or an SVG', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="5" height="3"/>';
    const text = Uint8Array.from(svg, (char) => char.charCodeAt(0));
    expect(pictureIn(text)).toBeUndefined();
    expect(pictureIn(LINES)).toBeUndefined();
    expect(PICTURES.map((one) => one.picture)).toEqual([
      'image/png',
      'image/jpeg',
      'image/gif',
      'image/webp',
    ]);
    // Stored uncompressed in one LZ4 block.
    const packed = bytesOf(`04224d18 6040 82 ${lz4Stored(picture('PNG'))} 00000000`);
    expect(pictureIn(packed)).toMatchObject({ bytes: picture('PNG'), format: { id: 'png' } });
    // More layers than detection follows.
    const wrapped = encodeUtf8(
      JSON.stringify({ image: formatBase64(encodeUtf8(formatBase64(packed))) }),
    );
    const chain = 'json.image | base64 | text | base64 | lz4';
    const chosen = new ChosenFormats({ chains: [{ filter: '#', chain }], files: [] });
    await chosen.load();
    expect(pictureIn(wrapped)).toBeUndefined();
    // Large payloads are not read to find a picture.
    const read = [vi.spyOn(json, 'detect'), vi.spyOn(cbor, 'detect')];
    expect(pictureIn(encodeUtf8(` \n[${'[],'.repeat(2000)}0]`))).toBeUndefined();
    expect(pictureIn(bytesOf(`9f ${'01'.repeat(2000)} ff`))).toBeUndefined();
    const lengths = read.flatMap(({ mock }) => mock.calls.map(([payload]) => payload.length));
    expect(lengths.filter((length) => length > 100)).toEqual([]);
    expect(pictureIn(wrapped, { chosen: chosen.of('a') })).toMatchObject({ bytes: picture('PNG') });
  });
});

function lz4Stored(bytes: Uint8Array): string {
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, bytes.length + 0x8000_0000, true);
  return Buffer.from([...head, ...bytes]).toString('hex');
}
