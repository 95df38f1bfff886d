/** Dissects a datagram of MQTT-SN 1.2 into fields with their places, and reports its problems. */

import { decodeUtf8, findUtf8Error } from '../base/utf8.ts';
import type { Field, FieldValue } from '../mqtt/dissect/dissection.ts';
import type { Severity } from '../mqtt/statements/rule.ts';
import type { TopicError } from '../mqtt/tables/topicErrors.ts';
import { topicFilterError, topicNameError } from '../mqtt/tables/topics.ts';
import { FORWARDED, MESSAGE_TYPES, type Part, RETURN_CODES, TOPIC_KINDS } from './messageTypes.ts';
import { SN_FIELDS, type SnFieldKind } from './snFields.ts';
import type { SnBreach, SnProblem } from './snProblems.ts';

export interface SnDissection {
  /** Siblings cover their parent's bytes, as in an MQTT packet. */
  readonly fields: readonly Field[];
  readonly problems: readonly SnProblem[];
  /** `PUBLISH`; for a forwarded message, the type inside. undefined if unknown. */
  readonly name: string | undefined;
}

export function dissectSn(datagram: Uint8Array): SnDissection {
  const dissector = new Dissector(datagram);
  dissector.datagram();
  const { fields, problems, name } = dissector;
  return { fields, problems, name };
}

/** 5.3.4. */
const FLAGS = {
  dup: 0x80,
  qos: 0x60,
  retain: 0x10,
  will: 0x08,
  cleanSession: 0x04,
  topicIdType: 0x03,
} as const;

type Flag = keyof typeof FLAGS;

/** Flags with a meaning in each part; the others must be 0. */
const FLAGS_OF: Partial<Record<Part, readonly Flag[]>> = {
  connectFlags: ['will', 'cleanSession'],
  willFlags: ['qos', 'retain'],
  publishFlags: ['dup', 'qos', 'retain', 'topicIdType'],
  subscribeFlags: ['dup', 'qos', 'topicIdType'],
  unsubscribeFlags: ['topicIdType'],
  subackFlags: ['qos'],
};

const LONG_FORM = 0x01;
const SHORTEST_LONG = 256;
const LONGEST_CLIENT_ID = 23;
const PROTOCOL_ID = 0x01;
/** Both QoS bits set: QoS -1, without a session. */
const NO_SESSION = 3;

class Dissector {
  readonly fields: Field[] = [];
  readonly problems: SnProblem[] = [];
  name: string | undefined;
  readonly #bytes: Uint8Array;
  #at = 0;
  #end: number;
  /** From the last flags. */
  #topicKind: (typeof TOPIC_KINDS)[number] = 'normal';
  #qos = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#end = bytes.length;
  }

  datagram(): void {
    if (this.#bytes.length === 0) {
      this.#breach('malformed', '5.2.1', { key: 'empty', args: {} }, 0, 0);
      return;
    }
    while (this.#message());
    this.#skipRest();
  }

  /** @returns true if the message encapsulates another one: a datagram can nest thousands */
  #message(): boolean {
    const start = this.#at;
    const length = this.#length();
    const type = length === undefined ? undefined : this.#byte(SN_FIELDS.type);
    if (length === undefined || type === undefined) return false;
    if (type === FORWARDED) return this.#forwarded(start + length);
    const there = this.#bytes.length - start;
    if (length !== there) {
      const breach = { key: 'wrong-length', args: { announced: length, there } } as const;
      this.#breach('malformed', '5.2.1', breach, start, this.#at - 1 - start);
    }
    this.#end = Math.min(this.#bytes.length, Math.max(start + length, this.#at));
    this.#body(type);
    return false;
  }

  /** Single byte, or 0x01 and two bytes. */
  #length(): number | undefined {
    const start = this.#at;
    if (this.#bytes[start] !== LONG_FORM) return this.#byte(SN_FIELDS.length);
    if (start + 3 > this.#end) return this.#tooShort(SN_FIELDS.length);
    const length = this.#uint16At(start + 1);
    this.#add(SN_FIELDS.length, length, 3);
    if (length < SHORTEST_LONG) {
      this.#breach('caution', '5.2.1', { key: 'long-form', args: { length } }, start, 3);
    }
    return length;
  }

  /** Reads a forwarder's header with the sender. */
  #forwarded(end: number): boolean {
    this.#end = Math.min(end, this.#bytes.length);
    if (this.#byte(SN_FIELDS.control) === undefined) return false;
    this.#restAs(SN_FIELDS.nodeId, (bytes) => bytes);
    this.#end = this.#bytes.length;
    if (this.#at < this.#end) return true;
    this.#tooShort(SN_FIELDS.message);
    return false;
  }

  #body(type: number): void {
    const known = MESSAGE_TYPES.get(type);
    if (known === undefined) {
      this.#breach('malformed', '5.2.2', { key: 'unknown-type', args: { type } }, this.#at - 1, 1);
      return;
    }
    this.name = known.name;
    const { parts, least = parts.length } = known;
    for (const [place, part] of parts.entries()) {
      if (this.#at === this.#end && place >= least) return;
      if (!this.#part(part)) return;
    }
    const count = this.#end - this.#at;
    if (count > 0) {
      const breach = { key: 'left-over', args: { count } } as const;
      this.#breach('malformed', known.section, breach, this.#at, count);
    }
  }

  /** False if it is incomplete. */
  #part(part: Part): boolean {
    switch (part) {
      case 'connectFlags':
      case 'willFlags':
      case 'publishFlags':
      case 'subscribeFlags':
      case 'unsubscribeFlags':
      case 'subackFlags':
        return this.#flags(FLAGS_OF[part] ?? []);
      case 'gatewayId':
      case 'radius':
        return this.#byte(SN_FIELDS[part]) !== undefined;
      case 'protocolId':
        return this.#protocolId();
      case 'returnCode':
        return this.#returnCode();
      case 'advertiseDuration':
      case 'keepAlive':
      case 'sleepDuration':
        return this.#uint16(SN_FIELDS[part]) !== undefined;
      case 'topicId':
        return this.#topicId();
      case 'messageId':
        return this.#messageId();
      case 'publishTopic':
        if (this.#topicKind !== 'short') return this.#topicId();
        return this.#topic(SN_FIELDS.shortTopic, 'short', topicNameError);
      case 'subscribeTopic':
        return this.#subscribeTopic();
      case 'clientId':
        return this.#clientId();
      case 'topicName':
      case 'willTopic':
        return this.#topic(SN_FIELDS[part], 'long', topicNameError);
      case 'gatewayAddress':
      case 'willMessage':
      case 'data':
        this.#restAs(SN_FIELDS[part], (bytes) => bytes);
        return true;
    }
  }

  #flags(meant: readonly Flag[]): boolean {
    if (this.#at === this.#end) return this.#isMissing(SN_FIELDS.flags);
    const offset = this.#at;
    const flags = this.#bytes[offset] ?? 0;
    const bits = (flag: Flag): number => (flags & FLAGS[flag]) / (FLAGS[flag] & -FLAGS[flag]);
    const children: Field[] = [];
    for (const flag of ['dup', 'qos', 'retain', 'will', 'cleanSession', 'topicIdType'] as const) {
      const isNumber = flag === 'qos' || flag === 'topicIdType';
      const value = isNumber ? bits(flag) : bits(flag) === 1;
      children.push({ ...field(SN_FIELDS[flag], value, offset, 1), mask: FLAGS[flag] });
    }
    this.#at += 1;
    this.fields.push({ ...field(SN_FIELDS.flags, flags, offset, 1), children });
    this.#qos = bits('qos');
    this.#topicKind = TOPIC_KINDS[bits('topicIdType')] ?? 'reserved';
    const others = meant.reduce((rest, flag) => rest & ~FLAGS[flag], flags);
    if (others !== 0) {
      const breach = { key: 'reserved-flags', args: { flags: others } } as const;
      this.#breach('caution', '5.3.4', breach, offset, 1);
    }
    if (meant.includes('topicIdType')) this.#judgeTopicKind(offset);
    return true;
  }

  #judgeTopicKind(offset: number): void {
    if (this.#topicKind === 'reserved') {
      this.#breach('malformed', '5.3.4', { key: 'reserved-topic-kind', args: {} }, offset, 1);
    }
    const isNumbered = this.#topicKind === 'normal' && this.name === 'PUBLISH';
    if (this.#qos === NO_SESSION && isNumbered) {
      this.#breach('protocol', '6.8', { key: 'qos-without-session', args: {} }, offset, 1);
    }
  }

  #protocolId(): boolean {
    const id = this.#byte(SN_FIELDS.protocolId);
    if (id !== undefined && id !== PROTOCOL_ID) {
      this.#breach('malformed', '5.3.8', { key: 'protocol-id', args: { id } }, this.#at - 1, 1);
    }
    return id !== undefined;
  }

  #returnCode(): boolean {
    const code = this.#byte(SN_FIELDS.returnCode);
    if (code !== undefined && !RETURN_CODES.has(code)) {
      this.#breach('protocol', '5.3.10', { key: 'return-code', args: { code } }, this.#at - 1, 1);
    }
    return code !== undefined;
  }

  #topicId(kind: SnFieldKind = SN_FIELDS.topicId): boolean {
    const id = this.#uint16(kind);
    // 0x0000 means no topic id, as in SUBACK for a filter with wildcards.
    if (id === 0xffff || (id === 0 && this.name === 'PUBLISH')) {
      this.#breach('protocol', '5.3.11', { key: 'topic-id', args: { id } }, this.#at - 2, 2);
    }
    return id !== undefined;
  }

  #messageId(): boolean {
    const id = this.#uint16(SN_FIELDS.messageId);
    const isNeeded = this.name === 'PUBLISH' && (this.#qos === 1 || this.#qos === 2);
    if (id === 0 && isNeeded) {
      this.#breach('protocol', '5.3.7', { key: 'message-id', args: {} }, this.#at - 2, 2);
    }
    return id !== undefined;
  }

  /** A full name, or a short name of two letters. */
  #topic(
    kind: SnFieldKind,
    form: 'short' | 'long',
    errorOf: (topic: string) => TopicError | undefined,
  ): boolean {
    const offset = this.#at;
    const isThere = form === 'short' ? this.#shortTopic(kind) : this.#text(kind);
    const topic = decodeUtf8(this.#bytes.subarray(offset, this.#at));
    const why = isThere && topic !== undefined ? errorOf(topic) : undefined;
    if (why !== undefined) {
      const breach = { key: 'topic-name', args: { why } } as const;
      this.#breach('protocol', kind.section, breach, offset, this.#at - offset);
    }
    return isThere;
  }

  #shortTopic(kind: SnFieldKind): boolean {
    if (this.#at + 2 > this.#end) return this.#isMissing(kind);
    const bytes = this.#bytes.subarray(this.#at, this.#at + 2);
    this.#add(kind, decodeUtf8(bytes) ?? bytes, 2);
    return true;
  }

  #subscribeTopic(): boolean {
    const kind = SN_FIELDS.topicNameOrId;
    if (this.#topicKind === 'predefined') return this.#topicId(kind);
    return this.#topic(kind, this.#topicKind === 'short' ? 'short' : 'long', topicFilterError);
  }

  #clientId(): boolean {
    const offset = this.#at;
    const isThere = this.#text(SN_FIELDS.clientId);
    const length = this.#at - offset;
    if (isThere && length > LONGEST_CLIENT_ID) {
      const breach = { key: 'client-id-length', args: { length } } as const;
      this.#breach('protocol', '5.3.1', breach, offset, length);
    }
    const nul = this.#bytes.subarray(offset, this.#at).indexOf(0);
    if (isThere && nul !== -1 && this.problems.length === 0) {
      const prefix = length > 2 && this.#uint16At(offset) === length - 2 ? length - 2 : undefined;
      const breach = { key: 'client-id-nul', args: { prefix } } as const;
      this.#breach('protocol', '5.3.1', breach, offset + nul, prefix === undefined ? 1 : 2);
    }
    return isThere;
  }

  /** The rest as text, at least one byte. */
  #text(kind: SnFieldKind): boolean {
    if (this.#at === this.#end) return this.#isMissing(kind);
    const offset = this.#at;
    this.#restAs(kind, (bytes) => decodeUtf8(bytes) ?? bytes);
    const error = findUtf8Error(this.#bytes.subarray(offset, this.#end));
    if (error !== undefined) {
      const valid = error.position;
      const breach = { key: 'not-utf8', args: { field: kind.label, valid } } as const;
      this.#breach('malformed', kind.section, breach, offset + valid, this.#at - offset - valid);
    }
    return true;
  }

  #restAs(kind: SnFieldKind, valueOf: (bytes: Uint8Array) => FieldValue): void {
    const bytes = this.#bytes.subarray(this.#at, this.#end);
    if (bytes.length > 0) this.#add(kind, valueOf(bytes), bytes.length);
  }

  #byte(kind: SnFieldKind): number | undefined {
    if (this.#at >= this.#end) return this.#tooShort(kind);
    const value = this.#bytes[this.#at] ?? 0;
    this.#add(kind, value, 1);
    return value;
  }

  #uint16(kind: SnFieldKind): number | undefined {
    if (this.#at + 2 > this.#end) return this.#tooShort(kind);
    const value = this.#uint16At(this.#at);
    this.#add(kind, value, 2);
    return value;
  }

  #uint16At(at: number): number {
    return (this.#bytes[at] ?? 0) * 256 + (this.#bytes[at + 1] ?? 0);
  }

  #isMissing(kind: SnFieldKind): false {
    this.#tooShort(kind);
    return false;
  }

  #tooShort({ label, section }: SnFieldKind): undefined {
    const breach = { key: 'too-short', args: { field: label } } as const;
    this.#breach('malformed', section, breach, this.#at, this.#end - this.#at);
  }

  #skipRest(): void {
    const rest = this.#bytes.subarray(this.#at);
    if (rest.length > 0) this.#add(SN_FIELDS.rest, rest, rest.length);
  }

  #add(kind: SnFieldKind, value: FieldValue, length: number): void {
    this.fields.push(field(kind, value, this.#at, length));
    this.#at += length;
  }

  #breach(
    severity: Severity,
    section: string,
    breach: SnBreach,
    offset: number,
    length: number,
  ): void {
    this.problems.push({ severity, section, breach, offset, length });
  }
}

const field = (
  { name, label, section }: SnFieldKind,
  value: FieldValue,
  offset: number,
  length: number,
): Field => ({ name, label, value, offset, length, section, children: [] });
