import type { Field } from '../../../mqtt/dissect/dissection.ts';

/** A field for tests, with defaults. */
export function field(given: Partial<Field> & { readonly label: string }): Field {
  return {
    name: `mqtt.${given.label}`,
    value: null,
    offset: 0,
    length: 0,
    section: '',
    children: [],
    ...given,
  };
}

/** `32 09 00 01 61 00 07 68 69 21`-like: PUBLISH of topic `a`, packet identifier 7, payload `hi!`. */
export const publish: readonly Field[] = [
  field({
    label: 'Fixed Header',
    offset: 0,
    length: 2,
    children: [
      field({
        label: 'Flags',
        offset: 0,
        length: 1,
        children: [
          field({
            label: 'Packet Type',
            offset: 0,
            length: 1,
            mask: 0xf0,
            value: 3,
            meaning: { key: 'packet-type', args: { type: 'publish', number: 3 } },
          }),
          field({ label: 'DUP', offset: 0, length: 1, mask: 0x08, value: false }),
          field({ label: 'QoS', offset: 0, length: 1, mask: 0x06, value: 1 }),
          field({ label: 'RETAIN', offset: 0, length: 1, mask: 0x01, value: false }),
        ],
      }),
      field({ label: 'Remaining Length', offset: 1, length: 1, value: 8 }),
    ],
  }),
  field({ label: 'Topic Name', offset: 2, length: 3, value: 'a' }),
  field({ label: 'Packet Identifier', offset: 5, length: 2, value: 7 }),
  field({ label: 'Payload', offset: 7, length: 3, value: Uint8Array.of(0x68, 0x69, 0x21) }),
];
