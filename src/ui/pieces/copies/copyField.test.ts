import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { detail } from '../../../i18n/en/topics/detail.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { type OutlineNode, outline } from '../../session/packet/outline.ts';
import { withPayload } from '../../session/packet/payloadFields.ts';
import { fieldFilter, fieldHex, fieldValue } from './copyField.ts';

const text = '{"t":{"a b":[21.5,"x\\n1"]},"n":12345678901234567890}';
const payload = encodeUtf8(text);
const packet: Packet = {
  type: 'publish',
  dup: false,
  qos: 1,
  retain: false,
  topic: 'sensors/"a"',
  packetId: 4127,
  properties: [
    { name: 'contentType', value: 'application/json' },
    { name: 'userProperty', value: ['site', 'north'] },
    { name: 'messageExpiryInterval', value: 60 },
    { name: 'correlationData', value: Uint8Array.of(0xff, 1) },
  ],
  payload,
};

function nodesOf(of: Packet, reveal = false) {
  const bytes = encode(of, 5);
  const { fields } = dissect(bytes, { version: 5, sender: 'client' });
  const { length } = of.type === 'publish' ? of.payload : payload;
  const place = { offset: bytes.length - length, length };
  const nodes = outline(fields, bytes, reveal);
  return {
    bytes,
    nodes: of.type === 'publish' ? withPayload(nodes, { bytes, payload: place }).nodes : nodes,
  };
}

const all = (nodes: readonly OutlineNode[]): OutlineNode[] =>
  nodes.flatMap((node) => [node, ...all(node.children)]);

const { bytes, nodes } = nodesOf(packet);
function named(label: string, at = 0): OutlineNode {
  const found = all(nodes).filter((node) => node.label === label)[at];
  if (found === undefined) throw new Error(`no field ${label}`);
  return found;
}
const filter = (label: string, at = 0) => fieldFilter(nodes, named(label, at).key);
const value = (label: string, at = 0) => fieldValue(named(label, at), bytes, detail);

describe('a field to copy', () => {
  test('copies the whole value, texts without quotation marks', () => {
    expect(value('Topic Name')).toBe('sensors/"a"');
    expect(value('Packet Identifier')).toBe('4127');
    expect(value('Packet Type')).toBe('PUBLISH (3)');
    expect(value('Correlation Data')).toBe('ff01');
    expect(value('Payload')).toBe(text);
    expect(value('t')).toBe('{"a b":[21.5,"x\\n1"]}');
    expect(value('[1]')).toBe('x\n1');
    expect(value('n')).toBe('12345678901234567890');
  });

  test('copies the bytes', () => {
    expect(fieldHex(named('Packet Identifier'), bytes)).toBe('101f');
    expect(fieldHex(named('QoS'), bytes)).toBe('32');
  });

  test('copies a filter with Wireshark’s name and the value', () => {
    expect(filter('Topic Name')).toBe('mqtt.topic == "sensors/\\"a\\""');
    expect(filter('Packet Identifier')).toBe('mqtt.msgid == 4127');
    expect(filter('QoS')).toBe('mqtt.qos == 1');
    expect(filter('DUP')).toBe('mqtt.dupflag == false');
  });

  test('fields inside a property copy the property', () => {
    const user = 'user["site"] == "north"';
    expect(filter('User Property')).toBe(user);
    expect(filter('Value')).toBe(user);
    for (const at of [0, 1, 2])
      expect(filter('Content Type', at)).toBe('mqtt.prop.content_type == "application/json"');
    expect(filter('Message Expiry Interval', 1)).toBe('mqtt.prop.message_expiry_interval == 60');
    expect(filter('Correlation Data')).toBe('mqtt.prop.correlation_data == ff:01');
  });

  test('copies a payload path; for an object, its presence', () => {
    expect(filter('[0]')).toBe('payload.t["a b"][0] == 21.5');
    expect(filter('[1]')).toBe('payload.t["a b"][1] == "x\\u000a1"');
    expect(filter('t')).toBe('payload.t');
  });

  test('copies CBOR like JSON', () => {
    const said = encodeCbor({ t: { 'a b': [21.5, 'x\n1'] }, raw: Uint8Array.of(1), big: 2 ** 53 });
    const shown = nodesOf({ ...packet, payload: said });
    const of = (label: string, at = 0) => {
      const node = all(shown.nodes).filter((each) => each.label === label)[at];
      return node && [fieldValue(node, shown.bytes, detail), fieldFilter(shown.nodes, node.key)];
    };
    expect(of('[0]')).toEqual(['21.5', 'payload.t["a b"][0] == 21.5']);
    expect(of('[1]')).toEqual(['x\n1', 'payload.t["a b"][1] == "x\\u000a1"']);
    expect(of('t')).toEqual(['{"a b": [21.5, "x\\n1"]}', 'payload.t']);
    expect(of('raw')).toEqual(["h'01'", 'payload.raw']);
    expect(of('big')?.[1]).toBe('payload.big == 9007199254740992.0');
  });

  test('a group of fields has no filter', () => {
    expect(filter('Fixed Header')).toBeUndefined();
  });

  test('a secret is asterisks of the same length, unless revealed', () => {
    const connect: Packet = {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 0,
      clientId: 'c',
      userName: 'u',
      password: encodeUtf8('s3cret'),
      properties: [],
    };
    const last = (reveal: boolean) => {
      const shown = nodesOf(connect, reveal);
      const password = all(shown.nodes).findLast((node) => node.label === 'Password');
      return (
        password && [
          fieldValue(password, shown.bytes, detail),
          fieldFilter(shown.nodes, password.key),
        ]
      );
    };
    expect(last(false)).toEqual(['******', undefined]);
    expect(last(true)?.[0]).toBe('s3cret');
  });
});
