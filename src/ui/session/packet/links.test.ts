import { describe, expect, test } from 'vitest';
import { plainBreach } from '../../../mqtt/statements/breaches.ts';
import {
  bitPattern,
  closedAtFirst,
  itemsOf,
  visibleRows,
} from '../../panels/packet/fields/visible.ts';
import { field, publish } from '../../panels/packet/fields.testkit.ts';
import { deepestAt, litRanges, nodeAt } from './links.ts';
import { bitSpan, bytesText, outline, problemsByNode } from './outline.ts';

const nodes = outline(publish, Uint8Array.of(0x32, 0x08));
const labelAt = (byte: number): string | undefined => deepestAt(nodes, byte)?.label;

describe('fields and bytes', () => {
  test('a byte selects its deepest field', () => {
    expect(labelAt(1)).toBe('Remaining Length');
    expect(labelAt(3)).toBe('Topic Name');
    expect(labelAt(9)).toBe('Payload');
    expect(labelAt(10)).toBeUndefined();
  });

  test('a byte with shared bits selects their group', () => {
    expect(labelAt(0)).toBe('Flags');
  });

  test('bits without a group of their own byte select the first of them', () => {
    const flat = outline(
      [
        field({
          label: 'Fixed Header',
          length: 2,
          children: [
            field({ label: 'Packet Type', length: 1, mask: 0xf0 }),
            field({ label: 'Reserved', length: 1, mask: 0x0f }),
            field({ label: 'Remaining Length', offset: 1, length: 1 }),
          ],
        }),
      ],
      Uint8Array.of(0x10, 1),
    );
    expect(deepestAt(flat, 0)?.label).toBe('Packet Type');
  });

  test('a field highlights its bytes, and more faintly those of its group', () => {
    const lit = litRanges(nodes, '0.1');
    expect([lit.own?.offset, lit.own?.length]).toEqual([1, 1]);
    expect([lit.around?.offset, lit.around?.length]).toEqual([0, 2]);
    expect(litRanges(nodes, '2').around).toBeUndefined();
  });

  test('a key names its position, also among more than ten siblings', () => {
    const many = outline(
      Array.from({ length: 12 }, (_, index) => field({ label: `f${index}` })),
      new Uint8Array(),
    );
    expect(nodeAt(many, '11')?.label).toBe('f11');
    expect(nodeAt(many, '1')?.label).toBe('f1');
    expect(nodeAt(nodes, '0.0.2')?.label).toBe('QoS');
  });

  test('secrets are masked at full length, in value and bytes', () => {
    const fields = [
      field({ label: 'User Name', offset: 0, length: 2, value: 'ab' }),
      field({
        label: 'Password',
        offset: 2,
        length: 3,
        value: Uint8Array.of(1, 2, 3),
        secret: true,
      }),
    ];
    const connect = outline(fields, new Uint8Array(5));
    expect(connect[1]?.value).toBe('•••');
  });

  test('a problem belongs to the deepest field that contains its bytes, or to the group of its bits', () => {
    const problem = {
      severity: 'protocol',
      statement: 'MQTT-3.3.1-2',
      breach: plainBreach('dup-at-qos-0'),
      offset: 0,
      length: 1,
    } as const;
    expect([...problemsByNode(nodes, [problem]).keys()]).toEqual(['0.0']);
  });

  test('many bytes are given as their exact number', () => {
    expect(bytesText(Uint8Array.of(1, 255))).toBe('01 ff');
    expect(bytesText(new Uint8Array(33))).toMatch(/^00( 00){31} … \(33 B\)$/);
  });
});

describe('rows of the field tree', () => {
  test('fields that share a byte are one row of bits', () => {
    const rows = visibleRows(nodes, new Set());
    expect(rows.map((row) => row.kind)).toEqual([
      'field',
      'field',
      'bits',
      'field',
      'field',
      'field',
      'field',
    ]);
    expect(itemsOf(rows).map(({ node, level }) => `${level} ${node.label}`)).toEqual([
      '1 Fixed Header',
      '2 Flags',
      '3 Packet Type',
      '3 DUP',
      '3 QoS',
      '3 RETAIN',
      '2 Remaining Length',
      '1 Topic Name',
      '1 Packet Identifier',
      '1 Payload',
    ]);
  });

  test('a text with its length is collapsed at first, a larger group is not', () => {
    const text = [
      field({ label: 'Topic name length' }),
      field({ label: 'Topic name', value: 'a' }),
    ];
    const nodes = outline(
      [
        field({ label: 'Topic name', value: 'a', children: text }),
        field({
          label: 'Fixed header',
          children: [field({ label: 'Flags' }), field({ label: 'Length' })],
        }),
      ],
      new Uint8Array(),
    );
    expect(closedAtFirst(nodes)).toEqual(['0']);
  });

  test('a collapsed group hides its content', () => {
    expect(visibleRows(nodes, new Set(['0']))).toHaveLength(4);
  });

  test('bit fields with names too long for their bits have their own rows', () => {
    const flags = outline(
      [
        field({ label: 'User name flag', length: 1, mask: 0x80, value: true }),
        field({ label: 'Rest', length: 1, mask: 0x7f, value: 2 }),
      ],
      Uint8Array.of(0x82),
    );
    const rows = visibleRows(flags, new Set());
    expect(rows.map((row) => row.kind)).toEqual(['field', 'field']);
    expect(flags.map(bitPattern)).toEqual(['1... ....', '.000 0010']);
  });

  test('a mask is a run of bits from the left', () => {
    expect(bitSpan(0xf0)).toEqual({ first: 0, count: 4 });
    expect(bitSpan(0x06)).toEqual({ first: 5, count: 2 });
    expect(bitSpan(0x01)).toEqual({ first: 7, count: 1 });
  });
});
