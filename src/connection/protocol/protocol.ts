/** Messages between the app and a connection's worker. Each worker has one connection and one capture. */

import type { Said } from '../../broker/core/commands/refusals.ts';
import type { AlertReport } from '../../engine/alerts/alertBook.ts';
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import type { FilterError } from '../../engine/filter/syntax/filterError.ts';
import type { ArmedAction, ArmedStatus } from '../../engine/filtering/armedStatus.ts';
import type { Listed } from '../../engine/filtering/filteredRows.ts';
import type { ChartedValue } from '../../engine/series/chartedValue.ts';
import type { TopicOrder } from '../../engine/topics/tree/topicRow.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { Alert } from '../../payload/alerts/alert.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import type { ConnectionSettings, SubscriptionSetting } from '../../profiles/settings/settings.ts';
import type { BridgedFailure } from '../bridge/bridgedNews.ts';
import type { LineEnd } from '../bridge/bridgeProtocol.ts';
import type { LineFacts } from '../bridge/lineFacts.ts';
import type { FormField, NoFormAnswer } from '../environment/environment.ts';
import type { Answered } from '../environment/questions.ts';
import type { Silence } from '../environment/workerWatch.ts';
import type { FileCommand, FileEvent } from '../files/fileProtocol.ts';
import type { ReplayCommand, ReplayEvent } from '../files/replayProtocol.ts';
import type { WatchCommand, WatchEvent } from '../taps/tapProtocol.ts';
import type { TemplateSource } from '../templates/templateSource.ts';
import type { AnswerCommand, AnswerEvent } from './answerProtocol.ts';
import type { ConnectionFact } from './connectionFacts.ts';
import type { PublishOutcome } from './publishOutcome.ts';

export interface PublishRequest {
  /** Chosen by the app, unique in this connection. */
  readonly id: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Replaces the payload: it is read while sending, and never by the page. */
  readonly file?: Blob | undefined;
  readonly qos: QoS;
  readonly retain: boolean;
  /** In their order on the wire; empty before MQTT 5. */
  readonly properties: readonly Property[];
  /**
   * Template of topic and payload for each message of a repeat. Until filled in, topic and payload are the
   * template's own text.
   */
  readonly template?: TemplateSource | undefined;
}

/** Practically unlimited; each message has an id. */
export const ENDLESS = 1e12;

/** Limits announced to an MQTT 5 server; absent for the protocol's defaults. */
export interface ClientLimits {
  readonly receiveMaximum?: number;
  /** Bytes of a whole packet. */
  readonly maximumPacketSize?: number;
  readonly topicAliasMaximum?: number;
}

/** Content of DISCONNECT in MQTT 5. */
export interface Farewell {
  readonly reasonCode: number;
  readonly properties: readonly Property[];
}

/** Payloads of a repeat, one after another, from the beginning again after the last. */
export interface RepeatedLines {
  /** Templates if the message has one. */
  readonly payloads: readonly (Uint8Array | string)[];
  /** Index of the first one to send. */
  readonly from: number;
}

export type Command =
  | {
      readonly kind: 'connect';
      readonly settings: ConnectionSettings;
      readonly limits?: ClientLimits;
      /** Keeps the connection after a malformed packet, and shows the packet; off by default. */
      readonly observeMalformed?: boolean;
    }
  /**
   * Keeps the newest packets for a reload, in files with this id; undefined: deletes the files and keeps nothing.
   * `isReload`: shows the packets in the files first. Answers with `keeping`.
   */
  | { readonly kind: 'keep'; readonly id: string | undefined; readonly isReload?: true }
  /** Ends the connection with DISCONNECT, and stops retries. */
  | { readonly kind: 'disconnect'; readonly farewell?: Farewell }
  /** Starts a new AUTH exchange if the connection signed in with SCRAM. */
  | { readonly kind: 'reauthenticate' }
  | { readonly kind: 'stop-retrying' }
  | { readonly kind: 'retry-now' }
  | { readonly kind: 'subscribe'; readonly subscription: SubscriptionSetting }
  /** Uses as few SUBSCRIBE packets as the known platforms allow. */
  | {
      readonly kind: 'subscribe-all';
      readonly subscriptions: readonly SubscriptionSetting[];
    }
  | { readonly kind: 'unsubscribe'; readonly filter: string }
  /** For a held-back message: sends it again, unchanged or as a new one of QoS 1, or discards it. */
  | { readonly kind: 'held-message'; readonly id: number; readonly how: HeldChoice }
  | { readonly kind: 'publish'; readonly message: PublishRequest }
  /**
   * Publishes the same message every `every` ms to each of the topics, `times` messages in all; ids count up
   * from `message.id`.
   */
  | {
      readonly kind: 'repeat';
      readonly message: PublishRequest;
      readonly every: number;
      /** `ENDLESS`: until stopped. */
      readonly times: number;
      /** By default the message's own. */
      readonly topics?: readonly string[] | undefined;
      /** By default the message's own payload. */
      readonly lines?: RepeatedLines | undefined;
    }
  | { readonly kind: 'stop-repeating'; readonly id: number }
  | {
      readonly kind: 'expand';
      /** undefined for the whole tree, always `deep`. */
      readonly path: string | undefined;
      readonly expanded: boolean;
      readonly deep?: boolean;
    }
  /** Text, or a topic filter if it contains `+` or `#`; empty shows all. */
  | { readonly kind: 'search-topics'; readonly text: string }
  /** Sets the order, and the hidden topics and branches. */
  | {
      readonly kind: 'arrange-topics';
      readonly order: TopicOrder;
      readonly hidden: readonly string[];
    }
  /**
   * Sets the display filter; empty for none. Answers with `filter`. `answers`: lists the other packets of
   * matching exchanges, too.
   */
  | { readonly kind: 'filter'; readonly text: string; readonly listed?: Listed }
  /**
   * Waits for matching packets. All of them are kept beyond eviction with `around` packets before and after
   * each; `stop` then ends the recording. Replaces the previous one. Answers with `armed`.
   */
  | {
      readonly kind: 'arm';
      readonly text: string;
      readonly around: number;
      readonly action: ArmedAction;
    }
  /** Kept packets stay. */
  | { readonly kind: 'disarm' }
  /** Used after an armed filter stopped the recording. */
  | { readonly kind: 'resume-recording' }
  | AnswerCommand
  | FileCommand
  | ReplayCommand
  | WatchCommand
  /** Problems of a muted rule do not count until it is unmuted. */
  | { readonly kind: 'mute-rule'; readonly rule: string; readonly muted: boolean }
  /** The user has viewed the problems: none is unread. */
  | { readonly kind: 'read-problems' }
  /** Cleared packets can be restored until they are released or until the next Clear. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'undo-clear' }
  | { readonly kind: 'forget-cleared' }
  /** Values of this payload format are visible, and its code is not loaded yet. */
  | { readonly kind: 'load-format'; readonly format: string }
  /** Sets how payloads are read, including earlier ones. */
  | { readonly kind: 'read-payloads'; readonly rules: PayloadRules }
  /** Sets the values whose points are collected, including those of earlier packets. */
  | { readonly kind: 'chart'; readonly values: readonly ChartedValue[] }
  /** Sets the conditions for judging messages from now on. */
  | { readonly kind: 'watch-alerts'; readonly alerts: readonly Alert[] }
  /** The app is idle: lazy code may be fetched. */
  | { readonly kind: 'load-rest' };

/** Ports to transfer with a command. */
export function portsOf(command: Command): MessagePort[] {
  const access = 'access' in command ? command.access : undefined;
  return access?.kind === 'port' ? [access.port] : [];
}

export type HeldChoice = 'send' | 'send-qos-1' | 'discard';

/** A request that makes a broker close the connection instead of rejecting it. */
export type OffendingRequest =
  | { readonly kind: 'subscribe'; readonly filter: string }
  /** `id`: of the request. */
  | {
      readonly kind: 'publish';
      readonly id: number;
      readonly topic: string;
      readonly qos: QoS;
      /** The previous connection ended after another message of this QoS. */
      readonly again?: true;
    };

/** Reasons for a missing connection, as precise as a browser allows. */
export type Failure =
  /** The broker answered CONNECT with an error. */
  | { readonly kind: 'refused'; readonly code: number; readonly reasonString: string | undefined }
  /** The broker sent DISCONNECT (MQTT 5). */
  | {
      readonly kind: 'disconnected';
      readonly code: number;
      readonly reasonString: string | undefined;
      /** The cause, derived from packets in transit. */
      readonly cause?: EndCause;
      /** The request is held back from now on. */
      readonly offendingRequest?: OffendingRequest;
    }
  /**
   * The WebSocket never opened. The browser hides the reason (`unreachableCauses` lists possible ones).
   * `forbidden`: the browser refused to try, e.g. ws:// on an https page.
   */
  | {
      readonly kind: 'unreachable';
      readonly url: string;
      readonly pageIsSecure: boolean;
      readonly forbidden: boolean;
    }
  | BridgedFailure
  /** The WebSocket opened, and no CONNACK arrived in time or before it closed. */
  | {
      readonly kind: 'no-connack';
      readonly url: string;
      readonly timedOut: boolean;
      /** The end of the line, if the companion opened it. */
      readonly end?: LineEnd;
    }
  /** The socket closed while connected. */
  | {
      readonly kind: 'lost';
      readonly closeCode: number;
      readonly closeReason: string;
      /** The end of the line, if the companion opened it. */
      readonly end?: LineEnd;
      /** The cause, derived from the end and the packets. */
      readonly cause?: EndCause;
      /** The request is held back from now on: the connection ended right after it, twice in a row. */
      readonly offendingRequest?: OffendingRequest;
    }
  /**
   * A device's socket closed soon after CONNACK, twice in a row. Most likely the device also signs in
   * elsewhere, and both clients displace each other.
   */
  | { readonly kind: 'displaced'; readonly closeCode: number; readonly closeReason: string }
  /** PINGREQ was not answered. */
  | {
      readonly kind: 'keep-alive';
      /** The cause on this side. */
      readonly cause?: EndCause;
    }
  /** Received data is not MQTT or breaks a rule, which ends the connection. */
  | {
      readonly kind: 'broken';
      readonly statement: string;
      readonly why: ConnectionFact;
      readonly packet: number | undefined;
      /** The option to continue after malformed packets would have prevented it. */
      readonly mayGoOn?: true;
    }
  /** No id and token were obtained (HTTPS pre-authentication), so nothing was opened. */
  | {
      readonly kind: 'pre-auth';
      readonly url: string;
      /** `code`: the platform answered with an error. `not-understood`: another server answered. */
      readonly why: 'code' | 'not-understood' | NoFormAnswer;
      /** Code of the platform; if not understood, the HTTP status. */
      readonly code: number | undefined;
      /** From the other side, untrusted. */
      readonly said: Said | undefined;
    }
  /** The code for signing in a device could not be loaded, so nothing was opened. */
  | { readonly kind: 'not-loaded'; readonly why: ConnectionFact }
  /** The settings cannot work, e.g. `mqtt://` in a browser. */
  | { readonly kind: 'invalid'; readonly why: ConnectionFact };

export type ConnectionState =
  | { readonly kind: 'closed'; readonly failure: Failure | undefined }
  /** The capture was read from a file: there is no connection, and none is possible. */
  | { readonly kind: 'file' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | {
      readonly kind: 'connected';
      readonly sessionPresent: boolean;
      /** A session was expected (Clean Start off, connected before), and the broker had none. */
      readonly sessionLost: boolean;
      /** After changes by the CONNACK. */
      readonly keepAlive: number;
      /** Identifies its session at the broker: the client identifier, or a device's name and product key. */
      readonly clientId: string;
      readonly maximumQoS: QoS;
      readonly retainAvailable: boolean;
      /** Bytes of a whole packet; absent for the protocol's limit. */
      readonly maximumPacketSize?: number;
    }
  /** Waiting for the next attempt; `at` is ms since 1970. */
  | {
      readonly kind: 'waiting';
      readonly attempt: number;
      readonly at: number;
      readonly delay: number;
      readonly failure: Failure;
    };

export type SubscriptionState =
  | { readonly kind: 'requested' }
  /** `raises`: it will be requested again with a higher QoS. */
  | { readonly kind: 'granted'; readonly qos: QoS; readonly raises?: true }
  | { readonly kind: 'refused'; readonly code: number; readonly reasonString: string | undefined }
  /**
   * Not sent again, because it makes the broker end the connection; `code`: reason code of its DISCONNECT, if
   * any.
   */
  | { readonly kind: 'held'; readonly code: number | undefined }
  /** Not sent yet: no connection. */
  | { readonly kind: 'waiting' }
  /** Not sent, because a broker would end the connection for it. */
  | { readonly kind: 'not-sent'; readonly why: ConnectionFact };

/** A request of HTTPS pre-authentication and its result, without secrets. */
export interface PreAuthFacts {
  readonly url: string;
  /** In form order; the signature is masked at its original length. */
  readonly form: readonly FormField[];
  /** ms since 1970. */
  readonly at: number;
  /** undefined if it was rejected or failed. */
  readonly answer:
    | {
        readonly iotId: string;
        readonly tokenLength: number;
        readonly host: string | undefined;
        readonly port: number | undefined;
      }
    | undefined;
}

export interface SubscriptionStatus {
  readonly subscription: SubscriptionSetting;
  readonly state: SubscriptionState;
}

/** State of a worker that does not answer or has failed. */
export type WorkerSilence = Silence<ConnectionFact>;

export type ConnectionEvent =
  /** First change since the last window. */
  | {
      readonly kind: 'stirred';
      /** The user waits for it, so it is shown even while views are frozen. */
      readonly awaited?: true;
    }
  | { readonly kind: 'state'; readonly state: ConnectionState }
  | ({ readonly kind: 'alerts' } & AlertReport)
  | { readonly kind: 'subscriptions'; readonly subscriptions: readonly SubscriptionStatus[] }
  /** The broker grants the untouched filter no higher QoS than 0, or ended the connection for it. */
  | { readonly kind: 'stays-at-most-once' }
  /**
   * The broker probably waits for our acknowledgements, with about so many messages under way at a time; undefined:
   * no longer.
   */
  | { readonly kind: 'awaits-acks'; readonly about: number | undefined }
  /**
   * Packets are kept in files with this id, another one if it belongs to a live tab; undefined: nowhere. `lost`:
   * number of packets from before the reload that had no room; absent if none was read from the files. `hasEnded`:
   * the disk is full, or the browser has removed a file.
   */
  | {
      readonly kind: 'keeping';
      readonly id: string | undefined;
      readonly lost?: number;
      readonly hasEnded?: true;
    }
  | { readonly kind: 'published'; readonly id: number; readonly outcome: PublishOutcome }
  | {
      readonly kind: 'repeating';
      readonly id: number;
      readonly sent: number;
      readonly times: number;
      readonly done: boolean;
      /** Messages a second, over the last one; undefined before there are two reports. */
      readonly rate: number | undefined;
      /** Smallest and largest payload so far, in bytes; undefined before the first message. */
      readonly sizes: readonly [least: number, most: number] | undefined;
    }
  /** Sent before a connection that signs in with a token. */
  | { readonly kind: 'pre-auth'; readonly facts: PreAuthFacts }
  /** Facts of the companion about the way to the server. */
  | { readonly kind: 'line'; readonly facts: LineFacts }
  /** Malformed packets of this connection that were recorded and skipped. */
  | { readonly kind: 'passed-over'; readonly packets: number }
  /** Round trip of the last ping, ms. */
  | { readonly kind: 'ping'; readonly ms: number }
  /** The filter was applied. With an error it was not, and the last valid one stays. */
  | { readonly kind: 'filter'; readonly text: string; readonly error?: FilterError }
  /**
   * State of the armed filter after each command about it and, a few times a second at most, after matches.
   * With an error the text was not armed, and the previous state stays.
   */
  | { readonly kind: 'armed'; readonly status: ArmedStatus; readonly error?: FilterError }
  | AnswerEvent
  | FileEvent
  | ReplayEvent
  | WatchEvent
  | Answered
  /**
   * A file of the worker could not be fetched, in the browser's words. `command`: not executed; sending it
   * again retries.
   */
  | { readonly kind: 'not-loaded'; readonly message: string; readonly command?: Command }
  /** From the handle: the worker does not answer, or (undefined) answers again. */
  | { readonly kind: 'silence'; readonly silence: WorkerSilence | undefined }
  /** An internal error, described for a report. */
  | { readonly kind: 'fault'; readonly why: ConnectionFact };
