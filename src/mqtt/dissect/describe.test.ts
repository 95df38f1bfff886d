import { describe, expect, it } from 'vitest';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import type { ConnectPacket, Packet, ProtocolVersion } from '../tables/packet.ts';
import { describePacket } from './describe.ts';

const said = (packet: Packet, version: ProtocolVersion): string =>
  fileWords.summary(describePacket(packet, version));

const connect: ConnectPacket = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'press-07',
  userName: 'operator',
  password: new TextEncoder().encode('open sesame'),
  properties: [
    { name: 'authenticationMethod', value: 'PLAIN' },
    { name: 'authenticationData', value: new TextEncoder().encode('open sesame') },
  ],
};

describe('one line on a packet', () => {
  it('describes the client of a CONNECT, in the words of the version, without a secret', () => {
    expect(said(connect, 5)).toBe('press-07 · clean start · keep alive 60 s');
    expect(said({ ...connect, keepAlive: 0, clientId: '' }, 4)).toBe(
      '(no client ID) · clean session · keep alive off',
    );
  });

  it('names the will topic', () => {
    const will = {
      topic: 'state/press-07',
      payload: new Uint8Array([1]),
      qos: 1,
      retain: true,
      properties: [],
    } as const;
    expect(said({ ...connect, cleanStart: false, will }, 5)).toBe(
      'press-07 · keep alive 60 s · will state/press-07',
    );
  });

  it('describes the answer of CONNACK', () => {
    const connack = {
      type: 'connack',
      sessionPresent: true,
      reasonCode: 0,
      properties: [],
    } as const;
    expect(said(connack, 5)).toBe('accepted · session present');
    const refused = { ...connack, sessionPresent: false };
    expect(said({ ...refused, reasonCode: 0x86 }, 5)).toBe('0x86 Bad User Name or Password');
    expect(said({ ...refused, reasonCode: 1 }, 4)).toBe(
      '1 Connection Refused, unacceptable protocol version',
    );
    expect(said({ ...refused, reasonCode: 5 }, 4)).toBe('5 Connection Refused, not authorized');
  });

  it('names the topic of a PUBLISH, or the alias used instead', () => {
    const publish = {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'a/b',
      properties: [],
      payload: new Uint8Array(),
    } as const;
    expect(said(publish, 5)).toBe('a/b');
    const properties = [{ name: 'topicAlias', value: 3 }] as const;
    expect(said({ ...publish, topic: '', properties }, 5)).toBe('topic alias 3');
  });

  it('lists filters and counts omitted ones', () => {
    const filters = ['a', 'b', 'c', 'd', 'e', 'f'];
    const packet = { type: 'unsubscribe', packetId: 1, properties: [], filters } as const;
    expect(said(packet, 5)).toBe('a, b, c, d and 2 more');
    const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    const subscriptions = [{ filter: 'sensors/#', qos: 1, ...options }] as const;
    expect(said({ type: 'subscribe', packetId: 1, properties: [], subscriptions }, 4)).toBe(
      'sensors/# QoS 1',
    );
  });

  it('lists grants and rejections of SUBACK', () => {
    const suback = { type: 'suback', packetId: 1, properties: [] } as const;
    expect(said({ ...suback, reasonCodes: [1, 0x87] }, 5)).toBe(
      'granted QoS 1, 0x87 Not authorized',
    );
    expect(said({ ...suback, reasonCodes: [0x80] }, 4)).toBe('0x80 Failure');
    expect(said({ ...suback, reasonCodes: [0] }, 4)).toBe('granted QoS 0');
    expect(said({ ...suback, reasonCodes: [] }, 5)).toBe('');
  });

  it('lists rejections of UNSUBACK', () => {
    const unsuback = { type: 'unsuback', packetId: 1, properties: [] } as const;
    expect(said({ ...unsuback, reasonCodes: [0, 0] }, 5)).toBe('');
    expect(said({ ...unsuback, reasonCodes: [0, 0x11] }, 5)).toBe(
      '0x00 Success, 0x11 No subscription existed',
    );
  });

  it('says how AUTH and DISCONNECT continue or end a connection', () => {
    const properties = [{ name: 'reasonString', value: 'too much' }] as const;
    expect(said({ type: 'auth', reasonCode: 0x18, properties }, 5)).toBe(
      '0x18 Continue authentication · too much',
    );
    expect(said({ type: 'disconnect' }, 5)).toBe('');
    expect(said({ type: 'disconnect', reasonCode: 0x8e, properties }, 5)).toBe(
      '0x8E Session taken over · too much',
    );
  });

  it('adds nothing to an acknowledgement unless it rejects, and quotes the other side', () => {
    const puback = { type: 'puback', packetId: 1 } as const;
    expect(said(puback, 5)).toBe('');
    const properties = [{ name: 'reasonString', value: 'too much' }] as const;
    expect(said({ ...puback, reasonCode: 0x97, properties }, 5)).toBe(
      '0x97 Quota exceeded · too much',
    );
  });
});
