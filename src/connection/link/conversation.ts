/** Interprets received packets in order, from CONNACK to DISCONNECT. */
import type { AuthPacket, ConnackPacket, ConnectPacket, Packet } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import type { ConnectionFact } from '../protocol/connectionFacts.ts';
import type { Failure } from '../protocol/protocol.ts';
import { limitsOf, type ServerLimits } from '../protocol/serverLimits.ts';
import type { Breach } from './recorder.ts';

/** Handlers for the server's answers. */
export interface Answers {
  readonly answered: (
    type: 'puback' | 'pubrec' | 'pubcomp',
    id: number,
    code: number,
    reasonString: string | undefined,
    time: number,
  ) => void;
  /** False if it does not match the request. */
  readonly granted: (id: number, codes: readonly number[], reason: string | undefined) => boolean;
  readonly released: (id: number, codes: readonly number[]) => void;
  /** Round trip, ms. */
  readonly ping: (ms: number) => void;
}

export interface Steps {
  /** The server has ended the connection. */
  readonly ended: (failure: Failure) => void;
  readonly answer: (packet: Packet) => void;
  readonly authenticator?: Authenticator | undefined;
}

/** The client's part of an enhanced authentication (4.12). */
export interface Authenticator {
  /** Answers an AUTH of the server; undefined if there is nothing to answer. */
  readonly answer: (
    packet: AuthPacket,
  ) => { readonly send: AuthPacket } | { readonly error: ConnectionFact } | undefined;
  /** Checks an accepting CONNACK. Returns the reason to distrust it; undefined if valid. */
  readonly accepted: (connack: ConnackPacket) => ConnectionFact | undefined;
}

/** Code of the DISCONNECT for a server that the client distrusts; there is no specific one. */
const UNSPECIFIED_ERROR = 0x80;

export class Conversation {
  /** Set once the server has answered CONNECT. */
  connack: ConnackPacket | undefined;
  limits: ServerLimits = limitsOf([]);
  readonly #connect: ConnectPacket;
  readonly #answers: Answers;
  readonly #steps: Steps;
  #pinged: number | undefined;

  constructor(connect: ConnectPacket, answers: Answers, steps: Steps) {
    this.#connect = connect;
    this.#answers = answers;
    this.#steps = steps;
  }

  /** PINGREQ leaves at this time, µs; the first unanswered one counts. */
  pinged(time: number): void {
    this.#pinged ??= time;
  }

  /** Handles a received packet before the client does. Returns a breach if it is not allowed here. */
  take(packet: Packet, time: number): Breach | undefined {
    const isFirst = this.connack === undefined;
    if (isFirst && packet.type !== 'connack' && packet.type !== 'auth') {
      return unexpected('MQTT-3.2.0-1', {
        key: 'before-connack',
        args: { type: packet.type },
      });
    }
    switch (packet.type) {
      case 'connack':
        if (!isFirst) return unexpected('MQTT-3.2.0-2', { key: 'second-connack', args: {} });
        return this.#answeredConnect(packet);
      case 'puback':
      case 'pubrec':
      case 'pubcomp':
        this.#answers.answered(
          packet.type,
          packet.packetId,
          packet.reasonCode ?? 0,
          propertyValue(packet.properties, 'reasonString'),
          time,
        );
        return undefined;
      case 'suback': {
        const reason = propertyValue(packet.properties, 'reasonString');
        const fits = this.#answers.granted(packet.packetId, packet.reasonCodes, reason);
        return fits ? undefined : unexpected('MQTT-3.9.3-1', { key: 'suback-codes', args: {} });
      }
      case 'unsuback':
        this.#answers.released(packet.packetId, packet.reasonCodes);
        return undefined;
      case 'pingresp':
        if (this.#pinged !== undefined) this.#answers.ping((time - this.#pinged) / 1000);
        this.#pinged = undefined;
        return undefined;
      case 'auth':
        return this.#authenticate(packet);
      case 'disconnect':
        this.#steps.ended({
          kind: 'disconnected',
          code: packet.reasonCode ?? 0,
          reasonString: propertyValue(packet.properties, 'reasonString'),
        });
        return undefined;
      case 'publish':
      case 'pubrel':
        return undefined;
      case 'connect':
      case 'subscribe':
      case 'unsubscribe':
      case 'pingreq':
        return unexpected(this.#connect.protocolLevel === 5 ? 'MQTT-4.13.1-1' : 'MQTT-4.8.0-1', {
          key: 'not-for-servers',
          args: { type: packet.type },
        });
    }
  }

  #answeredConnect(packet: ConnackPacket): Breach | undefined {
    this.connack = packet;
    if (packet.reasonCode !== 0) {
      this.#steps.ended({
        kind: 'refused',
        code: packet.reasonCode,
        reasonString: propertyValue(packet.properties, 'reasonString'),
      });
      return undefined;
    }
    const doubt = this.#steps.authenticator?.accepted(packet);
    if (doubt !== undefined) return notBelieved(doubt);
    this.limits = limitsOf(packet.properties);
    return undefined;
  }

  /** Not left to mqtt.js, which supports only one method and cannot start again. */
  #authenticate(packet: AuthPacket): Breach | undefined {
    const method = propertyValue(this.#connect.properties, 'authenticationMethod');
    const { authenticator } = this.#steps;
    if (method === undefined || authenticator === undefined) {
      return unexpected('MQTT-4.12.0-6', { key: 'auth-without-method', args: {} });
    }
    const answer = authenticator.answer(packet);
    if (answer === undefined) return undefined;
    if ('error' in answer) return notBelieved(answer.error);
    this.#steps.answer(answer.send);
    return undefined;
  }
}

/** The rules for a method's messages are in a separate document. */
function notBelieved(why: ConnectionFact): Breach {
  return { code: UNSPECIFIED_ERROR, statement: 'RFC 5802', why, packet: undefined };
}

function unexpected(statement: string, why: ConnectionFact): Breach {
  return { code: 0x82, statement, why, packet: undefined };
}
