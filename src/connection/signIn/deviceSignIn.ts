/**
 * Interface for the sign-in of a platform's devices. Connections get it as a parameter, because this module
 * knows no platform.
 */
import type { Lazy } from '../../base/lazy.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../profiles/settings/settings.ts';
import type { Cancel, Environment, FormField } from '../environment/environment.ts';
import type { Failure, PreAuthFacts } from '../protocol/protocol.ts';
import type { Credentials } from './connectPacket.ts';

/** Includes the values that change with each CONNECT. */
interface SignInRequest extends Omit<AlibabaSignIn, 'timestamp'> {
  readonly clientIdBase: string;
  /** undefined if none is signed and sent. */
  readonly timestamp: string | undefined;
}

type SignedIn = Pick<AlibabaSignIn, 'productKey' | 'deviceName'>;

export interface DeviceNames {
  /** Names a device's session, independent of its client identifier. */
  readonly sessionName: (device: SignedIn) => string;
}

/** The platform-specific part. */
export interface DeviceSigning {
  /** Content and default address of a CONNECT. */
  readonly sign: (request: SignInRequest) => {
    readonly clientId: string;
    readonly username: string;
    readonly password: string;
    readonly wsUrl: string;
  };
  /** Default address of a device. */
  readonly wsUrl: (how: AlibabaSignIn) => string;
  /** The step before: a signed form, and an answer with id and token. */
  readonly preAuth: {
    /** The platform's default address for these forms. */
    readonly url: (regionId: string) => string;
    readonly form: (request: SignInRequest) => readonly FormField[];
    /** Client identifier of the CONNECT that follows. */
    readonly clientId: (request: SignInRequest) => string;
    /** undefined if it is not an answer of the platform. */
    readonly read: (body: string) => PreAuthAnswer | undefined;
  };
}

export type PreAuthFailure = Extract<Failure, { readonly kind: 'pre-auth' }>;

export interface PreAuthEvents {
  readonly granted: (credentials: Credentials) => void;
  readonly failed: (failure: PreAuthFailure) => void;
  /** Reports the request and the answer, for the user. */
  readonly told: (facts: PreAuthFacts) => void;
}

/** Ways for a device to get the content of its CONNECT (`signing.ts`). */
export interface Signing {
  /** From the device's own data. @param wallClock ms since 1970 */
  readonly direct: (
    settings: ConnectionSettings,
    how: AlibabaSignIn,
    clientId: string,
    wallClock: number,
  ) => Credentials;
  /** With a token requested before (`preAuth.ts`). */
  readonly byToken: (
    environment: Environment,
    settings: ConnectionSettings,
    how: AlibabaSignIn,
    clientId: string,
    events: PreAuthEvents,
  ) => Cancel;
}

export interface DeviceSignIn extends DeviceNames {
  /** Loaded when a device connects. */
  readonly signing: Lazy<Signing>;
}

export interface PreAuthGrant {
  readonly iotId: string;
  /** A secret. */
  readonly iotToken: string;
  readonly host: string | undefined;
  /** Port of MQTT over TLS. */
  readonly port: number | undefined;
}

type PreAuthAnswer =
  | { readonly ok: true; readonly grant: PreAuthGrant }
  | { readonly ok: false; readonly code: number; readonly message: string };
