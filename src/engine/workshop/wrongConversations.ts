/** Packets that are wrong because of their position, or of limits announced by the server. */

import { joined } from '../../base/bytes.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ProtocolVersion, PublishPacket, QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { connect, frame, ID, PACKET_ID, properties, TOPIC, text } from './recipe.ts';
import type { RequiredReaction } from './requiredReaction.ts';
import { unexpectedAuth } from './wrongProperties.ts';

/** Limits announced in the server's CONNACK. */
export interface Announced {
  readonly receiveMaximum: number;
  readonly maximumQoS: QoS;
  readonly retainAvailable: boolean;
  /** Maximum bytes of a whole packet. */
  readonly maximumPacketSize: number;
  readonly topicAliasMaximum: number;
  readonly wildcardSubscriptions: boolean;
  readonly sharedSubscriptions: boolean;
  readonly subscriptionIdentifiers: boolean;
}

/**
 * `first`: replaces CONNECT. `connected`: after CONNACK on any connection. `own`: after CONNACK on a
 * connection with a known CONNECT.
 */
export type Place = 'first' | 'connected' | 'own';

export interface WrongConversation {
  readonly rule: string;
  /** Numbers of its statement; that on the client if a rule has several. */
  readonly v4?: string;
  readonly v5: string;
  readonly place: Place;
  /** Its bytes depend on the announced limits. */
  readonly byTerms?: true;
  /** undefined: impossible in that version or with that server. */
  readonly bytes: (
    version: ProtocolVersion,
    name: string,
    announced: Announced | undefined,
  ) => Uint8Array | undefined;
  readonly wanted: (version: ProtocolVersion) => RequiredReaction;
  /** Keep alive in seconds of the CONNECT before it. */
  readonly keepAlive?: number;
  /** ms during which the server is watched. */
  readonly watch?: number;
}

/**
 * Builds packets that exceed an announced limit.
 * @returns undefined: the limit or the rule does not exist
 */
export function bytesByTerms(
  rule: string,
  version: ProtocolVersion,
  announced: Announced,
): Uint8Array | undefined {
  const found = WRONG_CONVERSATIONS.find((one) => one.rule === rule && one.byTerms);
  return found?.bytes(version, '', announced);
}

/** Larger packets are not worth sending for a test. */
const LARGEST = 256 * 1024;
/** Maximum number of messages sent at once. */
const MOST_MESSAGES = 256;

const closes =
  (code: number) =>
  (version: ProtocolVersion): RequiredReaction => {
    if (version === 3) return { kind: 'unsaid' };
    return version === 5 ? { kind: 'close', code } : { kind: 'close' };
  };
const refused = (code: number) => (): RequiredReaction => ({
  kind: 'close',
  code,
  orAnswer: { type: 'suback', code },
});

const publish = (change: Partial<PublishPacket>): Uint8Array =>
  encode(
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: TOPIC,
      properties: [],
      payload: new Uint8Array(0),
      ...change,
    },
    5,
  );
const subscribe = (filter: string, property?: Property): Uint8Array =>
  encode(
    {
      type: 'subscribe',
      packetId: PACKET_ID,
      properties: property ? [property] : [],
      subscriptions: [
        { filter, qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    },
    5,
  );

export const WRONG_CONVERSATIONS: readonly WrongConversation[] = [
  {
    rule: 'first-packet-not-connect',
    v4: '3.1.0-1',
    v5: '3.1.0-1',
    place: 'first',
    bytes: () => Uint8Array.of(0xc0, 0x00),
    wanted: closes(0x82),
  },
  {
    rule: 'first-packet-not-connect',
    v4: '3.1.0-1',
    v5: '3.1.0-1',
    place: 'first',
    bytes: (version) => frame(0x82, ID, properties(version), text(TOPIC), 0),
    wanted: closes(0x82),
  },
  {
    rule: 'second-connect',
    v4: '3.1.0-2',
    v5: '3.1.0-2',
    place: 'connected',
    bytes: (version, name) => encode(connect(version, name), version),
    wanted: closes(0x82),
  },
  {
    rule: 'sends-after-disconnect',
    v4: '3.14.4-2',
    v5: '3.14.4-1',
    place: 'connected',
    bytes: () => Uint8Array.of(0xe0, 0x00, 0xc0, 0x00),
    wanted: closes(0x82),
  },
  {
    rule: 'keep-alive-breach',
    v4: '3.1.2-24',
    v5: '3.1.2-22',
    place: 'own',
    keepAlive: 1,
    watch: 8000,
    bytes: () => new Uint8Array(0),
    wanted: closes(0x8d),
  },
  {
    rule: 'pubrel-without-pubrec',
    v4: '4.3.3-1',
    v5: '4.3.3-4',
    place: 'connected',
    bytes: () => frame(0x62, ID),
    wanted: (version) => (version === 3 ? { kind: 'unsaid' } : { kind: 'answer', type: 'pubcomp' }),
  },
  {
    rule: 'unexpected-auth',
    v5: '4.12.0-7',
    place: 'own',
    bytes: (version, name) => (version === 5 ? unexpectedAuth(version, name) : undefined),
    wanted: closes(0x82),
  },
  {
    rule: 'session-expiry-raised',
    v5: '3.14.2.2.2',
    place: 'own',
    bytes: (version) =>
      version === 5 ? Uint8Array.of(0xe0, 0x07, 0x00, 0x05, 0x11, 0, 0, 0, 60) : undefined,
    wanted: closes(0x82),
  },
  {
    rule: 'alias-above-maximum',
    v5: '3.3.2-9',
    place: 'connected',
    byTerms: true,
    bytes: (version, _name, announced) => {
      if (version !== 5 || announced === undefined) return undefined;
      const alias = announced.topicAliasMaximum + 1;
      if (alias > 0xffff) return undefined;
      return publish({ properties: [{ name: 'topicAlias', value: alias }] });
    },
    wanted: closes(0x94),
  },
  {
    rule: 'receive-maximum-exceeded',
    v5: '3.3.4-7',
    place: 'own',
    byTerms: true,
    bytes: (version, _name, announced) => {
      const most = announced?.receiveMaximum ?? 0xffff;
      if (version !== 5 || most >= MOST_MESSAGES || announced?.maximumQoS !== 2) return undefined;
      const ids = Array.from({ length: most + 1 }, (_, at) => PACKET_ID + at);
      return joined(ids.map((packetId) => publish({ qos: 2, packetId })));
    },
    wanted: closes(0x93),
  },
  {
    rule: 'qos-above-maximum',
    v5: '3.2.2-11',
    place: 'connected',
    byTerms: true,
    bytes: (version, _name, announced) =>
      version !== 5 || announced === undefined || announced.maximumQoS === 2
        ? undefined
        : publish({ qos: 2, packetId: PACKET_ID }),
    wanted: closes(0x9b),
  },
  {
    rule: 'retain-not-available',
    v5: '3.2.2-14',
    place: 'connected',
    byTerms: true,
    bytes: (version, _name, announced) =>
      version === 5 && announced?.retainAvailable === false ? publish({ retain: true }) : undefined,
    wanted: closes(0x9a),
  },
  {
    rule: 'packet-too-large',
    v5: '3.1.2-24',
    place: 'connected',
    byTerms: true,
    bytes: (version, _name, announced) => {
      const most = announced?.maximumPacketSize ?? Number.POSITIVE_INFINITY;
      return version === 5 && most < LARGEST
        ? publish({ payload: new Uint8Array(most).fill(0x2d) })
        : undefined;
    },
    wanted: closes(0x95),
  },
  {
    rule: 'wildcard-not-available',
    v5: '3.2.2.3.11',
    place: 'connected',
    byTerms: true,
    bytes: (version, _name, announced) =>
      version === 5 && announced?.wildcardSubscriptions === false
        ? subscribe(`${TOPIC}/#`)
        : undefined,
    wanted: refused(0xa2),
  },
  {
    rule: 'shared-not-available',
    v5: '3.2.2.3.13',
    place: 'connected',
    byTerms: true,
    bytes: (version, _name, announced) =>
      version === 5 && announced?.sharedSubscriptions === false
        ? subscribe(`$share/workshop/${TOPIC}`)
        : undefined,
    wanted: refused(0x9e),
  },
  {
    rule: 'identifier-not-available',
    v5: '3.2.2.3.12',
    place: 'connected',
    byTerms: true,
    bytes: (version, _name, announced) =>
      version === 5 && announced?.subscriptionIdentifiers === false
        ? subscribe(TOPIC, { name: 'subscriptionIdentifier', value: 1 })
        : undefined,
    wanted: closes(0xa1),
  },
];
