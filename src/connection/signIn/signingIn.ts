/**
 * Credentials of a connection, made for each CONNECT by code that is loaded on the first use of the method.
 */

import { Lazy } from '../../base/lazy.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type {
  AlibabaSignIn,
  ConnectionSettings,
  PasswordSignIn,
} from '../../profiles/settings/settings.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { saidBy } from '../protocol/connectionFacts.ts';
import type { Failure, PreAuthFacts } from '../protocol/protocol.ts';
import { type Credentials, passwordCredentials } from './connectPacket.ts';
import type { Signing } from './deviceSignIn.ts';
import type { ScramSignIn } from './scramSignIn.ts';

/** Proves that the password is known without sending it. */
const SCRAM = new Lazy(async () => (await import('./scramSignIn.ts')).scramSignIn);

/** AUTH requires MQTT 5. */
export function usesScram({ scram }: PasswordSignIn, version: ProtocolVersion): boolean {
  return scram !== undefined && version === 5;
}

/** For the settings' own client identifier, or one assigned by the server. */
export type CredentialsOf = (clientId: string) => Credentials;

interface SignInEvents {
  readonly ready: (credentialsOf: CredentialsOf) => void;
  readonly failed: (failure: Failure) => void;
  /** A device requested id and token. */
  readonly told: (facts: PreAuthFacts) => void;
}

export class SigningIn {
  readonly #environment: Environment;
  readonly #ofDevices: Lazy<Signing>;
  #authenticator: ScramSignIn | undefined;
  #cancel: Cancel = () => undefined;

  constructor(environment: Environment, ofDevices: Lazy<Signing>) {
    this.#environment = environment;
    this.#ofDevices = ofDevices;
  }

  /** Answers the server's AUTH; undefined if the newest connection signed in without it. */
  get authenticator(): ScramSignIn | undefined {
    return this.#authenticator;
  }

  /** Runs synchronously if nothing has to be loaded or requested. */
  begin(settings: ConnectionSettings, clientId: string, events: SignInEvents): void {
    const { signIn, version, url } = settings;
    this.#authenticator = undefined;
    if (signIn.kind === 'password' && !usesScram(signIn, version)) {
      events.ready((id) => passwordCredentials(settings, signIn, id));
      return;
    }
    let isWanted = true;
    this.#cancel = () => {
      isWanted = false;
    };
    const failed = (error: unknown): void => {
      if (isWanted) events.failed({ kind: 'not-loaded', why: saidBy(error) });
    };
    if (signIn.kind === 'password') {
      SCRAM.with((scramSignIn) => {
        if (!isWanted) return;
        const authenticator = scramSignIn(this.#environment, signIn);
        this.#authenticator = authenticator;
        events.ready((id) => authenticator.credentials(url, id));
      }, failed);
      return;
    }
    this.#ofDevices.with((signing) => {
      if (isWanted) this.#asDevice(signing, settings, signIn, clientId, events);
    }, failed);
  }

  /** Cancels a pending sign-in. */
  cancel(): void {
    this.#cancel();
  }

  #asDevice(
    signing: Signing,
    settings: ConnectionSettings,
    how: AlibabaSignIn,
    clientId: string,
    { ready, failed, told }: SignInEvents,
  ): void {
    if (how.how === 'direct') {
      const now = this.#environment.wallClock();
      ready((id) => signing.direct(settings, how, id, now));
      return;
    }
    const granted = (credentials: Credentials): void => ready(() => credentials);
    const events = { granted, failed, told };
    this.#cancel = signing.byToken(this.#environment, settings, how, clientId, events);
  }
}
