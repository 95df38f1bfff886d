/** Sends raw bytes on this connection or a separate one, and reports the server's reaction. */
import type { Capture } from '../../engine/capture/capture.ts';
import { bytesByTerms } from '../../engine/workshop/wrongConversations.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import type { Environment } from '../environment/environment.ts';
import { originOf, type StreamOrigins } from '../files/streamOrigins.ts';
import type { Link } from '../link/link.ts';
import { openingOf, passwordCredentials } from '../signIn/connectPacket.ts';
import { scramSignIn } from '../signIn/scramSignIn.ts';
import { usesScram } from '../signIn/signingIn.ts';
import { recordSent } from '../workshop/sentBytes.ts';
import type { Trial, TrialOutcome } from '../workshop/trial.ts';
import { WatchedAnswers } from '../workshop/watchedAnswers.ts';
import { tryOnRawConnection } from './rawConnection.ts';

/** The current connection. */
interface Current {
  readonly settings: ConnectionSettings | undefined;
  /** Set while connected. */
  readonly link: Link | undefined;
}

export class Trials {
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #origins: StreamOrigins;
  readonly #current: () => Current;

  constructor(
    environment: Environment,
    capture: Capture,
    origins: StreamOrigins,
    current: () => Current,
  ) {
    this.#environment = environment;
    this.#capture = capture;
    this.#origins = origins;
    this.#current = current;
  }

  async try(trial: Trial): Promise<TrialOutcome> {
    const { settings, link } = this.#current();
    if (settings === undefined) return { kind: 'not-tried', why: 'not-connected' };
    if (settings.readOnly === true) return { kind: 'not-tried', why: 'read-only' };
    if (trial.on !== 'this') return await this.#onItsOwn(trial, settings);
    if (link === undefined) return { kind: 'not-tried', why: 'not-connected' };
    return await this.#onThis(trial, settings, link);
  }

  #onThis(
    { bytes, watch }: Trial,
    { version }: ConnectionSettings,
    link: Link,
  ): Promise<TrialOutcome> {
    const answers = new WatchedAnswers(bytes, version);
    return new Promise((resolve) => {
      let sent: readonly number[] = [];
      let sentAt = this.#environment.now();
      const tell = (closed?: { readonly code: number; readonly reason: string }): void => {
        cancel();
        stop();
        const after = this.#environment.now() - sentAt;
        resolve({
          kind: 'tried',
          stream: link.stream,
          sent,
          reaction: {
            answers: answers.answers,
            closed: closed && { ...closed, after },
            watched: after,
          },
        });
      };
      const stop = link.observe({
        heard: (packet, number, time) => answers.heard(packet, number, time),
        closed: (code, reason) => tell({ code, reason }),
        ended: () => tell(),
      });
      const cancel = this.#environment.after(watch, () => tell());
      link.writeAsIs(bytes, () => {
        sentAt = this.#environment.now();
        answers.begin(sentAt);
        sent = recordSent(this.#capture, link.stream, sentAt, bytes);
      });
    });
  }

  async #onItsOwn(trial: Trial, settings: ConnectionSettings): Promise<TrialOutcome> {
    const { signIn, url, version } = settings;
    if (signIn.kind !== 'password' && trial.on === 'own') {
      return { kind: 'not-tried', why: 'device' };
    }
    const own: ConnectionSettings = {
      ...settings,
      clientId: trial.name,
      cleanStart: true,
      keepAlive: trial.keepAlive ?? KEEP_ALIVE,
      sessionExpiry: 0,
      will: undefined,
      subscriptions: [],
    };
    const authenticator =
      signIn.kind === 'password' && usesScram(signIn, version)
        ? scramSignIn(this.#environment, signIn)
        : undefined;
    const opening =
      signIn.kind === 'password'
        ? openingOf(
            own,
            {},
            authenticator?.credentials(url, trial.name) ??
              passwordCredentials(own, signIn, trial.name),
          )
        : undefined;
    return await tryOnRawConnection(this.#environment, this.#capture, {
      url: opening?.url ?? url,
      version,
      connect: trial.on === 'first' ? undefined : opening?.packet,
      authenticator,
      bytes: (announced) =>
        trial.limit === undefined || announced === undefined
          ? trial.bytes
          : bytesByTerms(trial.limit, version, announced),
      watch: trial.watch,
      opened: (stream, time) => this.#origins.opened(stream, originOf(own, url, time)),
      closed: (stream, time) => this.#origins.closed(stream, time),
    });
  }
}

/** Seconds. */
const KEEP_ALIVE = 60;
