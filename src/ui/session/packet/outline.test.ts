import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { visibleName } from '../../../base/visibleText.ts';
import { en } from '../../../i18n/en/texts.ts';
import { zh } from '../../../i18n/zh/texts.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { arbitraryText } from '../../../mqtt/tables/text.testkit.ts';
import { type OutlineNode, outline, shownValue } from './outline.ts';
import { withPayload } from './payloadFields.ts';

const TRICK = 'ok\u202e \u0455top\u3164 ';
const SHOWN = 'ok⟨U+202E⟩ \u0455⟨U+0455⟩top⟨U+3164⟩␠';

function valuesOf(nodes: readonly OutlineNode[]): readonly string[] {
  return nodes.flatMap(({ value, children }) => [value, ...valuesOf(children)]);
}

test.each<[Property, string]>([
  [{ name: 'assignedClientIdentifier', value: TRICK }, SHOWN],
  [{ name: 'serverReference', value: TRICK }, SHOWN],
  [{ name: 'reasonString', value: TRICK }, SHOWN],
  [{ name: 'userProperty', value: [TRICK, TRICK] }, `${SHOWN} = ${SHOWN}`],
])('a broker’s text in a property has no invisible characters (%#)', (property, shown) => {
  const bytes = encode(
    { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [property] },
    5,
  );
  const { fields } = dissect(bytes, { version: 5, sender: 'server' });
  const values = valuesOf(outline(fields, bytes));
  expect(values).toContain(shown);
  expect(values.join('\n')).not.toMatch(/[\u202e\u3164]|top ( |$)/m);
});

describe('texts of the packet are not translated', () => {
  const allOf = (nodes: readonly OutlineNode[]): readonly OutlineNode[] =>
    nodes.flatMap((node) => [node, ...allOf(node.children)]);
  function shown(packet: Packet, payload?: Uint8Array) {
    const bytes = encode(packet, 5);
    const { fields } = dissect(bytes, { version: 5, sender: 'client' });
    const length = payload?.length ?? 0;
    const place = payload && { offset: bytes.length - length, length };
    const nodes = withPayload(outline(fields, bytes), { bytes, payload: place }).nodes;
    return allOf(nodes).map((node) => [node.label, shownValue(node, zh.detail), node] as const);
  }
  const connectOf = (text: (name: string) => string): Packet => ({
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 0,
    clientId: text('clientId'),
    will: {
      topic: text('topic'),
      payload: Uint8Array.of(),
      qos: 0,
      retain: false,
      properties: [{ name: 'responseTopic', value: text('topic') }],
    },
    userName: text('userName'),
    properties: [{ name: 'userProperty', value: [text('name'), text('value')] }],
  });

  test('in Chinese, where they look like the app’s words', () => {
    const said: Readonly<Record<string, string>> = {
      clientId: 'client',
      topic: 'off',
      userName: 'server',
      name: 'none',
      value: '1 (yes)',
    };
    const values = shown(connectOf((name) => said[name] ?? '')).map(([label, value]) =>
      [label, value].join(': '),
    );
    expect(values).toEqual(
      expect.arrayContaining([
        'Client Identifier: client',
        'Will: off',
        'Will Topic: off',
        'Keep Alive: 关闭',
        'User Name: server',
        'User Property: none = 1 (yes)',
        'Properties: 1 个属性',
      ]),
    );
  });

  test('not even in a payload', () => {
    const payload = encodeUtf8('off');
    const publish = { type: 'publish', dup: false, qos: 0, retain: false, topic: 'none' } as const;
    const values = shown({ ...publish, properties: [], payload }, payload);
    expect(values.map(([label, value]) => [label, value])).toEqual(
      expect.arrayContaining([
        ['Topic Name', 'none'],
        ['Payload', 'off'],
      ]),
    );
  });

  test('whatever their content, in every language', () => {
    fc.assert(
      fc.property(arbitraryText(12), (text) => {
        const topic = text.replaceAll(/[+#]/g, '_');
        const texts = shown(connectOf((name) => (name === 'topic' ? topic : text))).filter(
          ([label, , { raw }]) => typeof raw === 'string' && !label.startsWith('Protocol'),
        );
        const own = texts.map(([, , { raw }]) => visibleName(String(raw)));
        expect(texts.map(([, inChinese]) => inChinese)).toEqual(own);
        expect(texts.map(([, , node]) => shownValue(node, en.detail))).toEqual(own);
      }),
      { numRuns: tries(200) },
    );
  });
});
