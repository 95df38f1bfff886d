/** Runs a connection like its worker and records its events, for tests. */

import { Lazy } from '../base/lazy.ts';
import { alibabaSignIn } from '../conventions/alibaba/signIn.ts';
import { CONVENTIONS } from '../conventions/conventions.ts';
import type { Conventions } from '../engine/conventions/conventions.ts';
import { fileWords } from '../i18n/en/captures/fileWords.ts';
import { settingsWith } from '../profiles/settings/settings.testkit.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../profiles/settings/settings.ts';
import type { Environment } from './environment/environment.ts';
import { type AnswerTo, OpenQuestions, type Question } from './environment/questions.ts';
import { nodeEnvironment } from './node.testkit.ts';
import type {
  Command,
  ConnectionEvent,
  ConnectionState,
  PublishRequest,
} from './protocol/protocol.ts';
import type { PublishOutcome } from './protocol/publishOutcome.ts';
import type { DeviceSignIn } from './signIn/deviceSignIn.ts';
import { loadedSignIn } from './signIn/signing.ts';
import { Dispatch } from './worker/dispatch.ts';

type EventOf<K extends ConnectionEvent['kind']> = Extract<ConnectionEvent, { readonly kind: K }>;
type StateOf<K extends ConnectionState['kind']> = Extract<ConnectionState, { readonly kind: K }>;

/** Signs in directly, with the time of each CONNECT. */
export const DEVICE: AlibabaSignIn = {
  kind: 'alibaba',
  how: 'direct',
  authUrl: '',
  productKey: 'a1B2c3D4e5F',
  deviceName: 'lamp',
  deviceSecret: 'secret-of-the-lamp',
  regionId: 'cn-shanghai',
  instanceId: '',
  signMethod: 'hmacsha256',
  secureMode: 3,
  timestamp: { kind: 'now' },
};

export class TestClient {
  readonly events: ConnectionEvent[] = [];
  readonly dispatch: Dispatch;
  readonly #questions = new OpenQuestions();
  #wake = new Set<() => void>();

  constructor(
    environment: Environment = nodeEnvironment(),
    deviceSignIn: DeviceSignIn = loadedSignIn(alibabaSignIn),
    conventions: Conventions = CONVENTIONS,
  ) {
    const tell = (event: ConnectionEvent): void => {
      if (event.kind === 'answered') {
        this.#questions.hear(event);
        return;
      }
      this.events.push(event);
      const due = this.#wake;
      this.#wake = new Set();
      for (const wake of due) wake();
    };
    this.dispatch = new Dispatch(environment, tell, Lazy.of(fileWords), conventions, deviceSignIn);
  }

  send(command: Command): void {
    this.dispatch.command(command);
  }

  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return this.#questions.ask(question, (id) => this.dispatch.ask(id, question));
  }

  connect(
    settings: ConnectionSettings,
    more: Omit<Extract<Command, { kind: 'connect' }>, 'kind' | 'settings'> = {},
  ): void {
    this.send({ kind: 'connect', settings, ...more });
  }

  publish(id: number, message: Partial<PublishRequest> = {}): void {
    this.send({ kind: 'publish', message: { ...MESSAGE, id, ...message } });
  }

  /** Waits until an event, from index `from`, gives a value. */
  async until<T>(look: (event: ConnectionEvent) => T | undefined, from = 0): Promise<T> {
    for (let at = from; ; at++) {
      while (at >= this.events.length) {
        await new Promise<void>((resolve) => {
          this.#wake.add(resolve);
        });
      }
      const event = this.events[at];
      const value = event && look(event);
      if (value !== undefined) return value;
    }
  }

  event<K extends ConnectionEvent['kind']>(kind: K, from = 0): Promise<EventOf<K>> {
    return this.until((event) => (isEvent(event, kind) ? event : undefined), from);
  }

  state<K extends ConnectionState['kind']>(kind: K, from = 0): Promise<StateOf<K>> {
    return this.until(
      (event) => (event.kind === 'state' && isState(event.state, kind) ? event.state : undefined),
      from,
    );
  }

  outcome<K extends PublishOutcome['kind']>(
    id: number,
    kind: K,
  ): Promise<Extract<PublishOutcome, { readonly kind: K }>> {
    return this.until((event) =>
      event.kind === 'published' && event.id === id && isOutcome(event.outcome, kind)
        ? event.outcome
        : undefined,
    );
  }

  /** The last reported state. */
  get current(): ConnectionState | undefined {
    return this.events.flatMap((event) => (event.kind === 'state' ? [event.state] : [])).at(-1);
  }

  /** Kinds of all reported outcomes of a message, in order. */
  outcomes(id: number): readonly PublishOutcome['kind'][] {
    return this.events.flatMap((event) =>
      event.kind === 'published' && event.id === id ? [event.outcome.kind] : [],
    );
  }

  async end(): Promise<void> {
    this.send({ kind: 'disconnect' });
    await new Promise<void>((resolve) => {
      this.dispatch.live.drained(resolve);
    });
  }
}

const MESSAGE: PublishRequest = {
  id: 0,
  topic: 'a/b',
  payload: new Uint8Array([0x31]),
  qos: 1,
  retain: false,
  properties: [],
};

export function settingsFor(
  url: string,
  more: Partial<ConnectionSettings> = {},
): ConnectionSettings {
  return settingsWith({ url, clientId: 'tester', ...more });
}

function isEvent<K extends ConnectionEvent['kind']>(
  event: ConnectionEvent,
  kind: K,
): event is EventOf<K> {
  return event.kind === kind;
}

function isState<K extends ConnectionState['kind']>(
  state: ConnectionState,
  kind: K,
): state is StateOf<K> {
  return state.kind === kind;
}

function isOutcome<K extends PublishOutcome['kind']>(
  outcome: PublishOutcome,
  kind: K,
): outcome is Extract<PublishOutcome, { readonly kind: K }> {
  return outcome.kind === kind;
}
