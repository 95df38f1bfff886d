/** What passes between the app and a connection's worker. One worker, one connection, one capture. */

import type { Said } from '../../broker/core/commands/refusals.ts';
import type { EndCause } from '../../engine/disconnectCause/endCauses.ts';
import type { FilterError } from '../../engine/filter/syntax/fault.ts';
import type { ArmedAction, ArmedStatus } from '../../engine/filtering/armedStatus.ts';
import type { ChartedValue } from '../../engine/series/chartedValue.ts';
import type { TopicOrder } from '../../engine/topics/tree/topicRow.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import type { ConnectionSettings, SubscriptionSetting } from '../../profiles/settings/settings.ts';
import type { AlinkCommand, AlinkEvent } from '../alink/alinkProtocol.ts';
import type { BridgedFailure } from '../bridge/bridgedNews.ts';
import type { LineEnd } from '../bridge/bridgeProtocol.ts';
import type { LineFacts } from '../bridge/lineFacts.ts';
import type { FormField, NoFormAnswer } from '../environment/environment.ts';
import type { Answered } from '../environment/questions.ts';
import type { Silence } from '../environment/workerWatch.ts';
import type { FileCommand, FileEvent } from '../files/fileProtocol.ts';
import type { ReplayCommand, ReplayEvent } from '../files/replayProtocol.ts';
import type { WatchCommand, WatchEvent } from '../taps/tapProtocol.ts';
import type { TemplateFile, TemplateSource } from '../templates/templateSource.ts';
import type { AnswerCommand, AnswerEvent } from './answerProtocol.ts';
import type { ConnectionFact } from './connectionFacts.ts';
import type { PublishOutcome } from './publishOutcome.ts';

export interface PublishRequest {
  /** Chosen by the app, unique in this connection. */
  readonly id: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** In place of the payload: it is read as it is sent, and never by the page. */
  readonly file?: Blob | undefined;
  readonly qos: QoS;
  readonly retain: boolean;
  /** In the order in which they shall stand on the wire; empty before MQTT 5. */
  readonly properties: readonly Property[];
  /** Of a repeat: what topic and payload are made of, for each message anew. They are its own text until then. */
  readonly template?: TemplateSource | undefined;
}

/** As many as nobody waits for; each has an id. */
export const ENDLESS = 1e12;

/** What we announce to an MQTT 5 server; absent: the protocol's own. */
export interface ClientLimits {
  readonly receiveMaximum?: number;
  /** Bytes of a whole packet. */
  readonly maximumPacketSize?: number;
  readonly topicAliasMaximum?: number;
}

/** What DISCONNECT says, in MQTT 5. */
export interface Farewell {
  readonly reasonCode: number;
  readonly properties: readonly Property[];
}

export type Command =
  | {
      readonly kind: 'connect';
      readonly settings: ConnectionSettings;
      readonly limits?: ClientLimits;
      /** Keeps the connection when a malformed packet comes in, and shows the packet; off by default. */
      readonly observeMalformed?: boolean;
    }
  /** What its log has no memory for goes to a file of the browser's, instead of being discarded. */
  | {
      readonly kind: 'spill';
      /** Bytes of memory that it takes then; without it as many as before. */
      readonly memory?: number;
      /** Name of the file; that of the first such command counts. */
      readonly file: string;
      /** Name of the capture for people. The last such command sets it. */
      readonly called: string;
    }
  /** Ends the connection with DISCONNECT, and any retrying. */
  | { readonly kind: 'disconnect'; readonly farewell?: Farewell }
  /** AUTH that begins anew, where the connection signed in with SCRAM. */
  | { readonly kind: 'reauthenticate' }
  | { readonly kind: 'stop-retrying' }
  | { readonly kind: 'retry-now' }
  | { readonly kind: 'subscribe'; readonly subscription: SubscriptionSetting }
  /** In as few SUBSCRIBE packets as the platforms known to us take. */
  | {
      readonly kind: 'subscribe-all';
      readonly subscriptions: readonly SubscriptionSetting[];
    }
  | { readonly kind: 'unsubscribe'; readonly filter: string }
  /** Of a message that is held back: sends it again, as it was or as a new one of QoS 1, or gives it up. */
  | { readonly kind: 'held-message'; readonly id: number; readonly how: HeldChoice }
  | { readonly kind: 'publish'; readonly message: PublishRequest }
  /**
   * The same message, each `every` ms to each of the topics, `times` messages in all; ids count up from
   * `message.id`.
   */
  | {
      readonly kind: 'repeat';
      readonly message: PublishRequest;
      readonly every: number;
      /** `ENDLESS`: until it is stopped. */
      readonly times: number;
      /** Absent: the message's own. */
      readonly topics?: readonly string[] | undefined;
    }
  | { readonly kind: 'stop-repeating'; readonly id: number }
  /** All tables that templates may name from now on. */
  | { readonly kind: 'template-files'; readonly files: readonly TemplateFile[] }
  | {
      readonly kind: 'expand';
      /** undefined: the whole tree, always `deep`. */
      readonly path: string | undefined;
      readonly expanded: boolean;
      readonly deep?: boolean;
    }
  /** Text, or a topic filter where it holds `+` or `#`; empty shows all. */
  | { readonly kind: 'search-topics'; readonly text: string }
  /** Their order, and topics and branches that are not shown, from now on these alone. */
  | {
      readonly kind: 'arrange-topics';
      readonly order: TopicOrder;
      readonly hidden: readonly string[];
    }
  /**
   * The display filter; empty: none. Answers with `filter`. `answers`: lists the other packets of
   * the exchanges of what matches, too.
   */
  | { readonly kind: 'filter'; readonly text: string; readonly answers?: boolean }
  /**
   * Waits for packets that match. All of them are kept beyond eviction with `around` packets before
   * and after each; `stop` ends the recording then. Takes the place of the one before. Answers with
   * `armed`.
   */
  | {
      readonly kind: 'arm';
      readonly text: string;
      readonly around: number;
      readonly action: ArmedAction;
    }
  /** What was kept stays. */
  | { readonly kind: 'disarm' }
  /** After an armed filter stopped the recording. */
  | { readonly kind: 'resume-recording' }
  | AlinkCommand
  | AnswerCommand
  | FileCommand
  | ReplayCommand
  | WatchCommand
  /** What a muted rule finds does not count, until it is muted no more. */
  | { readonly kind: 'mute-rule'; readonly rule: string; readonly muted: boolean }
  /** The person has looked at the problems: none is unread. */
  | { readonly kind: 'read-problems' }
  /** What was there can be brought back until it is forgotten, or the next Clear. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'undo-clear' }
  | { readonly kind: 'forget-cleared' }
  /** Values of this payload format are shown, and its code is not there yet. */
  | { readonly kind: 'load-format'; readonly format: string }
  /** How payloads are read from now on, whatever came before included. */
  | { readonly kind: 'read-payloads'; readonly rules: PayloadRules }
  /** The values whose points are gathered, from now on these alone: what came before is read, too. */
  | { readonly kind: 'chart'; readonly values: readonly ChartedValue[] }
  /** Nothing else is to do: what is loaded on demand may be fetched. */
  | { readonly kind: 'load-rest' };

/** What is handed over with it. */
export function portsOf(command: Command): MessagePort[] {
  const access = 'access' in command ? command.access : undefined;
  return access?.kind === 'port' ? [access.port] : [];
}

export type HeldChoice = 'send' | 'send-qos-1' | 'discard';

/** What a broker closes the connection for, instead of refusing it. */
export type Culprit =
  | { readonly kind: 'subscribe'; readonly filter: string }
  /** `id`: of the request. */
  | {
      readonly kind: 'publish';
      readonly id: number;
      readonly topic: string;
      readonly qos: QoS;
      /** It was another message of this QoS that the connection before ended after. */
      readonly again?: true;
    };

/** Why a connection is not there, told apart as far as a browser lets anybody know. */
export type Failure =
  /** The broker answered CONNECT and said no. */
  | { readonly kind: 'refused'; readonly code: number; readonly reasonString: string | undefined }
  /** The broker sent DISCONNECT (MQTT 5). */
  | {
      readonly kind: 'disconnected';
      readonly code: number;
      readonly reasonString: string | undefined;
      /** Why, by what was on its way. */
      readonly cause?: EndCause;
      /** It is held back from now on. */
      readonly culprit?: Culprit;
    }
  /**
   * The WebSocket never opened; the browser hides why (`unreachableCauses` lists what may be).
   * `forbidden`: it refused to try at all, as for ws:// on an https page.
   */
  | {
      readonly kind: 'unreachable';
      readonly url: string;
      readonly pageIsSecure: boolean;
      readonly forbidden: boolean;
    }
  | BridgedFailure
  /** It opened, and no CONNACK came in time, or the socket closed before one. */
  | {
      readonly kind: 'no-connack';
      readonly url: string;
      readonly timedOut: boolean;
      /** How the line ended, where the companion opened it. */
      readonly end?: LineEnd;
    }
  /** The socket closed while connected. */
  | {
      readonly kind: 'lost';
      readonly closeCode: number;
      readonly closeReason: string;
      /** How the line ended, where the companion opened it. */
      readonly end?: LineEnd;
      /** Why, by that and by what passed. */
      readonly cause?: EndCause;
      /** It is held back from now on: the connection ended right after it, twice in a row. */
      readonly culprit?: Culprit;
    }
  /**
   * A device's socket closed soon after CONNACK, and so it did the time before: most likely it signs
   * in elsewhere too, and the two throw out one another.
   */
  | { readonly kind: 'displaced'; readonly closeCode: number; readonly closeReason: string }
  /** PINGREQ unanswered. */
  | { readonly kind: 'keep-alive' }
  /** What came in is not MQTT, or breaks a rule that ends a connection. */
  | {
      readonly kind: 'broken';
      readonly statement: string;
      readonly why: ConnectionFact;
      readonly packet: number | undefined;
      /** With the option to go on after malformed packets, it would have. */
      readonly mayGoOn?: true;
    }
  /** Before anything was opened, no id and token were to be had (HTTPS pre-authentication). */
  | {
      readonly kind: 'pre-auth';
      readonly url: string;
      /** `code`: the platform answered and said no. `not-understood`: no answer of the platform came. */
      readonly why: 'code' | 'not-understood' | NoFormAnswer;
      /** Of the platform; where it was not understood, the status of HTTP. */
      readonly code: number | undefined;
      /** By the other side, untrusted. */
      readonly said: Said | undefined;
    }
  /** Before anything was opened, what a device signs in with could not be loaded. */
  | { readonly kind: 'not-loaded'; readonly why: ConnectionFact }
  /** The settings themselves cannot work, e.g. `mqtt://` in a browser. */
  | { readonly kind: 'invalid'; readonly why: ConnectionFact };

export type ConnectionState =
  | { readonly kind: 'closed'; readonly failure: Failure | undefined }
  /** The capture came from a file: there is no connection, and none can be made. */
  | { readonly kind: 'file' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | {
      readonly kind: 'connected';
      readonly sessionPresent: boolean;
      /** A session was expected (Clean Start off, connected before) and the broker had none. */
      readonly sessionLost: boolean;
      /** As the CONNACK changed it. */
      readonly keepAlive: number;
      /** Names its session at the broker: the client identifier, or a device's name and product key. */
      readonly clientId: string;
      readonly maximumQoS: QoS;
      readonly retainAvailable: boolean;
      /** Bytes of a whole packet; absent: the protocol's own. */
      readonly maximumPacketSize?: number;
    }
  /** Waiting for the next try; `at` is ms since 1970. */
  | {
      readonly kind: 'waiting';
      readonly attempt: number;
      readonly at: number;
      readonly delay: number;
      readonly failure: Failure;
    };

export type SubscriptionState =
  | { readonly kind: 'requested' }
  | { readonly kind: 'granted'; readonly qos: QoS }
  | { readonly kind: 'refused'; readonly code: number; readonly reasonString: string | undefined }
  /** Not sent again, for the broker ends the connection for it; with this code, where it said DISCONNECT. */
  | { readonly kind: 'held'; readonly code: number | undefined }
  /** Not sent yet: no connection. */
  | { readonly kind: 'waiting' }
  /** Not sent at all, because a broker would end the connection for it. */
  | { readonly kind: 'not-sent'; readonly why: ConnectionFact };

/** A request of HTTPS pre-authentication and what came of it; no secret is in it. */
export interface PreAuthFacts {
  readonly url: string;
  /** In the order of the form; the sign is overwritten, its length kept. */
  readonly form: readonly FormField[];
  /** ms since 1970. */
  readonly at: number;
  /** undefined: it was refused, or failed. */
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
  /** Something has come or was done since the last window, for the first time. */
  | {
      readonly kind: 'stirred';
      /** A person waits for it: it is shown also where views are frozen. */
      readonly awaited?: true;
    }
  | { readonly kind: 'state'; readonly state: ConnectionState }
  | { readonly kind: 'subscriptions'; readonly subscriptions: readonly SubscriptionStatus[] }
  | { readonly kind: 'published'; readonly id: number; readonly outcome: PublishOutcome }
  | {
      readonly kind: 'repeating';
      readonly id: number;
      readonly sent: number;
      readonly times: number;
      readonly done: boolean;
      /** Messages a second, as they really left in the last one. */
      readonly rate: number;
    }
  /** Before a connection that signs in by a token. */
  | { readonly kind: 'pre-auth'; readonly facts: PreAuthFacts }
  /** What the companion learnt of the way to the server. */
  | { readonly kind: 'line'; readonly facts: LineFacts }
  /** Packets of this connection that came in malformed, and were shown and passed over. */
  | { readonly kind: 'passed-over'; readonly packets: number }
  /** Round trip of the last ping, ms. */
  | { readonly kind: 'ping'; readonly ms: number }
  /** The filter is applied; with an error it is not, and the last valid one stays. */
  | { readonly kind: 'filter'; readonly text: string; readonly error?: FilterError }
  /**
   * The armed filter as it stands: after each command about it, and (a few times a second at most)
   * when packets matched. With an error the text was not armed, and what was stays.
   */
  | { readonly kind: 'armed'; readonly status: ArmedStatus; readonly error?: FilterError }
  | AlinkEvent
  | AnswerEvent
  | FileEvent
  | ReplayEvent
  | WatchEvent
  | Answered
  /**
   * A file of the worker's could not be fetched, in the browser's words. `command`: what was not done for
   * it; sent again, it is tried again.
   */
  | { readonly kind: 'not-loaded'; readonly message: string; readonly command?: Command }
  /** By the handle: the worker does not answer, or (undefined) does so again. */
  | { readonly kind: 'silence'; readonly silence: WorkerSilence | undefined }
  /** A fault of ours, in words a person can report. */
  | { readonly kind: 'fault'; readonly why: ConnectionFact };
