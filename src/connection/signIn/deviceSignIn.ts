/**
 * How a platform's devices sign in. It is handed in where a connection is put together: this module knows no
 * platform.
 */
import type { Lazy } from '../../base/lazy.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../profiles/settings/settings.ts';
import type { Cancel, Environment, FormField } from '../environment/environment.ts';
import type { Failure, PreAuthFacts } from '../protocol/protocol.ts';
import type { Credentials } from './connectPacket.ts';

/** With what changes from one CONNECT to the next. */
interface SignInRequest extends Omit<AlibabaSignIn, 'timestamp'> {
  readonly clientIdBase: string;
  /** undefined: none is signed, none is sent. */
  readonly timestamp: string | undefined;
}

type SignedIn = Pick<AlibabaSignIn, 'productKey' | 'deviceName'>;

export interface DeviceNames {
  /** Names a device's session, whatever its client identifier. */
  readonly sessionName: (device: SignedIn) => string;
  /** Names a device as its convention does. */
  readonly label: (device: SignedIn) => string;
}

/** A platform's part of it. */
export interface DeviceSigning {
  /** What a CONNECT carries, and where it goes unless a person says otherwise. */
  readonly sign: (request: SignInRequest) => {
    readonly clientId: string;
    readonly username: string;
    readonly password: string;
    readonly wsUrl: string;
  };
  /** Where a device connects unless a person says otherwise. */
  readonly wsUrl: (how: AlibabaSignIn) => string;
  /** The step before: a signed form, and an answer with id and token. */
  readonly preAuth: {
    /** The platform's own address for such forms. */
    readonly url: (regionId: string) => string;
    readonly form: (request: SignInRequest) => readonly FormField[];
    /** Of the CONNECT that follows. */
    readonly clientId: (request: SignInRequest) => string;
    /** undefined: it is no answer of the platform. */
    readonly read: (body: string) => PreAuthAnswer | undefined;
  };
}

export type PreAuthFailure = Extract<Failure, { readonly kind: 'pre-auth' }>;

export interface PreAuthEvents {
  readonly granted: (credentials: Credentials) => void;
  readonly failed: (failure: PreAuthFailure) => void;
  /** What was sent and answered, for a person to see. */
  readonly told: (facts: PreAuthFacts) => void;
}

/** How a device gets what its CONNECT carries (`signing.ts`). */
export interface Signing {
  /** By what it knows itself. @param wallClock ms since 1970 */
  readonly direct: (
    settings: ConnectionSettings,
    how: AlibabaSignIn,
    clientId: string,
    wallClock: number,
  ) => Credentials;
  /** By a token that it asks for before (`preAuth.ts`). */
  readonly byToken: (
    environment: Environment,
    settings: ConnectionSettings,
    how: AlibabaSignIn,
    clientId: string,
    events: PreAuthEvents,
  ) => Cancel;
}

export interface DeviceSignIn extends DeviceNames {
  /** Nobody needs it before a device connects. */
  readonly signing: Lazy<Signing>;
}

export interface PreAuthGrant {
  readonly iotId: string;
  /** A secret. */
  readonly iotToken: string;
  readonly host: string | undefined;
  /** Of MQTT over TLS. */
  readonly port: number | undefined;
}

type PreAuthAnswer =
  | { readonly ok: true; readonly grant: PreAuthGrant }
  | { readonly ok: false; readonly code: number; readonly message: string };
