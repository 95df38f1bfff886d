/** Control commands of the local platform. Times: ms of the broker's clock. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { TopicClass } from '../../../alibaba/product.ts';
import type { DeviceEvent, LogCommand, LogReply } from './logCommands.ts';
import type { PlatformSettings } from './settings.ts';

export type PlatformCommand =
  | LogCommand
  | DeviceCommand
  | { readonly kind: 'platform' }
  /**
   * Reads the devices file again. The answer comes when it is read: `done`, or `refused` if the file has an
   * error, and then nothing has changed.
   */
  | { readonly kind: 'reload-devices' }
  /** By product key, then device name. `text`: in either. */
  | {
      readonly kind: 'platform-devices';
      readonly productKey?: string;
      readonly text?: string;
      readonly first: number;
      readonly count: number;
    }
  | ({ readonly kind: 'platform-device' } & DeviceName)
  /** State of a call. */
  | { readonly kind: 'platform-call'; readonly call: number }
  /** Form fields that a device posts to `/auth/devicename`. */
  | {
      readonly kind: 'pre-auth';
      readonly fields: readonly { readonly name: string; readonly value: string }[];
    };

interface Awaitable {
  /**
   * Over a control line, the answer is the outcome, `platform-call`: once the device has answered, or cannot,
   * or the time is over.
   */
  readonly wait?: boolean;
}

/** Commands to one known device. */
export type DeviceCommand =
  /** For users with control of the broker, to connect as one of its devices. */
  | ({ readonly kind: 'platform-secret' } & DeviceName)
  /**
   * Order from the console or an application; `params`, `input`: JSON text of an object. The answer is
   * `platform-called`.
   */
  | ({ readonly kind: 'set-property'; readonly params: string } & Awaitable & DeviceName)
  | ({
      readonly kind: 'invoke-service';
      readonly service: string;
      readonly input: string;
    } & Awaitable &
      DeviceName)
  /**
   * A synchronous request with any payload (Base64), on the device's RRPC topic or on `/ext/rrpc/…` with a
   * topic of its product. The answer is `platform-called`.
   */
  | ({
      readonly kind: 'rrpc';
      readonly topic?: string;
      readonly payload: string;
      /** ms; default: the timeout in the settings. */
      readonly timeout?: number;
    } & Awaitable &
      DeviceName)
  /** `payload`: Base64. Only to topics of that device, and broadcasts of its product. */
  | ({
      readonly kind: 'cloud-publish';
      readonly topic: string;
      readonly payload: string;
      readonly qos: 0 | 1;
    } & DeviceName)
  /** A disabled device is disconnected and may not return. */
  | ({ readonly kind: 'enable-device'; readonly isEnabled: boolean } & DeviceName);

export type PlatformReply =
  | LogReply
  | {
      readonly kind: 'platform';
      readonly products: readonly ProductFacts[];
      readonly settings: PlatformSettings;
      readonly online: number;
      /** Name of the devices file; undefined: none. */
      readonly file: string | undefined;
      /** Sign-ins as unknown devices, newest first, at most 10. */
      readonly strangers: readonly SignInFacts[];
    }
  | {
      readonly kind: 'platform-devices';
      readonly time: number;
      readonly first: number;
      readonly total: number;
      readonly rows: readonly DeviceRow[];
    }
  | {
      readonly kind: 'platform-device';
      readonly time: number;
      /** undefined: the device does not exist (any more). */
      readonly device: DeviceDetail | undefined;
    }
  | { readonly kind: 'platform-secret'; readonly deviceSecret: string }
  | { readonly kind: 'platform-called'; readonly call: number }
  /** undefined: forgotten (the last 100 are remembered) or never made. */
  | { readonly kind: 'platform-call'; readonly call: CallFacts | undefined }
  /**
   * `answer`: the body of the HTTP answer, JSON text with a `code`. Contains the token: for the requester
   * only.
   */
  | { readonly kind: 'pre-auth'; readonly answer: string };

export interface ProductFacts {
  readonly productKey: string;
  readonly name: string;
  readonly devices: number;
  readonly online: number;
  readonly topics: readonly TopicClass[];
  /** Its thing model as TSL JSON; undefined: none. */
  readonly tsl: string | undefined;
}

export interface DeviceRow extends DeviceName {
  readonly state: 'online' | 'offline' | 'disabled' | 'never';
  /** Since when, if known. */
  readonly since: number | undefined;
  /** Address of its connection. */
  readonly address: string | undefined;
  readonly lastSignIn: SignInFacts | undefined;
}

/** The platform's judgement of one CONNECT. Contains no secret and no password. */
export interface SignInFacts {
  readonly time: number;
  readonly address: string;
  readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
  readonly secure: boolean;
  readonly clientId: string;
  readonly userName: string | undefined;
  /**
   * `direct`, by a token of HTTPS pre-authentication, with the product's secret to register, or by the token
   * of a registration.
   */
  readonly by: 'direct' | 'token' | 'registration' | 'device-token';
  readonly ok: boolean;
  /** Return code of CONNACK in 3.1.1 (3.2.2.3); 0: accepted. */
  readonly returnCode: number;
  /** The rule that refused it; a key of the platform's (`no-tail`, `wrong-sign`, `keep-alive` …). */
  readonly fault: string | undefined;
  /** The same in English. */
  readonly why: string | undefined;
  /** The text that the platform signed, to compare with the device's own. */
  readonly signContent: string | undefined;
  readonly signMethod: string | undefined;
  /** Digits of the received and the expected password. */
  readonly passwordLength: number | undefined;
  readonly expectedLength: number | undefined;
  /** The mistake (a key of `src/alibaba/mistakes.ts`) that yields exactly the received password, if any. */
  readonly mistake: string | undefined;
  /** Arguments of the mistake's text; contain no part of a secret or password. */
  readonly mistakeArgs?: Readonly<Record<string, string>>;
  /** The text that the device actually signed, if the mistake is a different text. */
  readonly signedInstead?: string;
  /** The most similar user name of a known device, if this one is unknown. */
  readonly nearest?: string;
}

export interface DeviceDetail {
  readonly row: DeviceRow;
  /** Newest first, at most 10. */
  readonly signIns: readonly SignInFacts[];
  readonly properties: readonly PropertyFacts[];
  readonly permissions: readonly Permission[];
  /** Subscriptions of its session. */
  readonly subscriptions: readonly { readonly filter: string; readonly qos: 0 | 1 | 2 }[];
  /** Newest first, at most 20. */
  readonly calls: readonly CallFacts[];
  /** Messages that it posted or that were refused, newest first, at most 50. */
  readonly events: readonly DeviceEvent[];
}

export interface PropertyFacts {
  readonly identifier: string;
  /** JSON text. */
  readonly value: string;
  /** ms since 1970: the device's own time if given, otherwise ours. */
  readonly time: number;
  /** It is in the thing model, or there is no model. */
  readonly isModelled: boolean;
}

/** A topic or topic class from the device's view. */
export interface Permission {
  readonly topic: string;
  readonly operation: 'PUB' | 'SUB' | 'ALL';
  /** `custom`: a class of its product. */
  readonly origin: 'system' | 'custom' | 'broadcast';
}

export interface CallFacts extends DeviceName {
  readonly call: number;
  readonly what: 'property' | 'service' | 'rrpc';
  /** `set`, or the service's identifier. */
  readonly identifier: string;
  readonly topic: string;
  /** JSON text of the parameters; of an RRPC: its payload as JSON, or as a JSON text. */
  readonly params: string;
  readonly began: number;
  /** `not-subscribed`: the device is online but not subscribed; nothing was sent, like with `offline`. */
  readonly state: 'waiting' | 'answered' | 'timed-out' | 'offline' | 'not-subscribed';
  /** ms from sending to the answer. */
  readonly latency: number | undefined;
  readonly code: number | undefined;
  /** JSON text of the answer's data. */
  readonly data: string | undefined;
}
