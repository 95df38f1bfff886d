/** The part of the control interface that shows and steers the local platform. Times: ms of the broker's clock. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { TopicClass } from '../../../alibaba/product.ts';
import type { RawRule } from '../../../alibaba/rawRules.ts';
import type { FileCommand, FileReply } from './fileCommands.ts';
import type { DeviceEvent, LogCommand, LogReply } from './logCommands.ts';
import type { RegistryCommand, RegistryReply, SavingFacts } from './registryCommands.ts';
import type { ReportCommand, ReportReply } from './reportCommands.ts';
import type { PlatformSettings } from './settings.ts';
import type {
  DesiredFacts,
  DeviceValueCommand,
  RawFacts,
  RawRuleCommand,
  RawRuleReply,
  TagFacts,
} from './valueCommands.ts';
import type { WebhookCommand, WebhookReply } from './webhook.ts';

export type PlatformCommand =
  | RegistryCommand
  | FileCommand
  | LogCommand
  | WebhookCommand
  | ReportCommand
  | DeviceCommand
  | RawRuleCommand
  | { readonly kind: 'platform' }
  /** By product key, then device name. `text`: in either. */
  | {
      readonly kind: 'platform-devices';
      readonly productKey?: string;
      readonly text?: string;
      readonly first: number;
      readonly count: number;
    }
  | ({ readonly kind: 'platform-device' } & DeviceName)
  /** What became of it. */
  | { readonly kind: 'platform-call'; readonly call: number }
  /** What a device posts to `/auth/devicename`: the fields of its form. */
  | {
      readonly kind: 'pre-auth';
      readonly fields: readonly { readonly name: string; readonly value: string }[];
    };

/** To one device, which has to be known. */
export type DeviceCommand =
  | DeviceValueCommand
  /** For whoever may steer the broker, to connect as one of its devices. */
  | ({ readonly kind: 'platform-secret' } & DeviceName)
  /** As the console's or an application's order; `params`, `input`: JSON text of an object. Answered with `platform-called`. */
  | ({ readonly kind: 'set-property'; readonly params: string } & DeviceName)
  | ({
      readonly kind: 'invoke-service';
      readonly service: string;
      readonly input: string;
    } & DeviceName)
  /** `payload`: Base64. Only to topics of that device, and broadcasts of its product. */
  | ({
      readonly kind: 'cloud-publish';
      readonly topic: string;
      readonly payload: string;
      readonly qos: 0 | 1;
    } & DeviceName)
  /** A disabled device is thrown out and may not come back. */
  | ({ readonly kind: 'enable-device'; readonly isEnabled: boolean } & DeviceName)
  /** `desired`: JSON text of an object; the device hears of it on its shadow topic. */
  | ({ readonly kind: 'set-desired'; readonly desired: string } & DeviceName);

export type PlatformReply =
  | RegistryReply
  | RawRuleReply
  | FileReply
  | LogReply
  | WebhookReply
  | ReportReply
  | {
      readonly kind: 'platform';
      readonly products: readonly ProductFacts[];
      readonly settings: PlatformSettings;
      readonly online: number;
      readonly saving: SavingFacts;
      /** Sign-ins as devices that are not known here, newest first, at most 10. */
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
      /** undefined: there is none of that name (any more). */
      readonly device: DeviceDetail | undefined;
    }
  | { readonly kind: 'platform-secret'; readonly deviceSecret: string }
  | { readonly kind: 'platform-called'; readonly call: number }
  /** undefined: it is forgotten (the last 100 are remembered) or never was. */
  | { readonly kind: 'platform-call'; readonly call: CallFacts | undefined }
  /** `answer`: the body of the HTTP answer, JSON text with a `code`. Holds the token: for whoever asked only. */
  | { readonly kind: 'pre-auth'; readonly answer: string };

export interface ProductFacts {
  readonly productKey: string;
  readonly name: string;
  readonly devices: number;
  readonly online: number;
  readonly topics: readonly TopicClass[];
  /** Its thing model as TSL JSON; undefined: it has none. */
  readonly tsl: string | undefined;
  readonly rawRules: readonly RawRule[];
}

export interface DeviceRow extends DeviceName {
  readonly state: 'online' | 'offline' | 'disabled' | 'never';
  /** Since when, where it is known. */
  readonly since: number | undefined;
  /** Of its connection. */
  readonly address: string | undefined;
  readonly lastSignIn: SignInFacts | undefined;
}

/** One CONNECT as the platform judged it. No secret, no password. */
export interface SignInFacts {
  readonly time: number;
  readonly address: string;
  readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
  readonly secure: boolean;
  readonly clientId: string;
  readonly userName: string | undefined;
  /**
   * `direct`, by a token of HTTPS pre-authentication, with the product's secret to register, or by the
   * token of a registration.
   */
  readonly by: 'direct' | 'token' | 'registration' | 'device-token';
  readonly ok: boolean;
  /** Of CONNACK, 3.1.1 (3.2.2.3); 0: let in. */
  readonly returnCode: number;
  /** Which rule refused it; a key of the platform's (`no-tail`, `wrong-sign`, `keep-alive` …). */
  readonly fault: string | undefined;
  /** The same in English. */
  readonly why: string | undefined;
  /** The text that the platform signed, to be held against the device's own. */
  readonly signContent: string | undefined;
  readonly signMethod: string | undefined;
  /** Digits of the password that came and of the one that was expected. */
  readonly passwordLength: number | undefined;
  readonly expectedLength: number | undefined;
  /**
   * The mistake (a key of `src/alibaba/mistakes.ts`) that gives exactly the password that came, where
   * one does.
   */
  readonly mistake: string | undefined;
  /** For the mistake's text; hold no part of a secret or password. */
  readonly mistakeArgs?: Readonly<Record<string, string>>;
  /** The text that the device signed in truth, where the mistake is that it signed another one. */
  readonly signedInstead?: string;
  /** User name of a known device that is nearly the same, where nobody is known by this one. */
  readonly nearest?: string;
}

export interface DeviceDetail {
  readonly row: DeviceRow;
  /** Newest first, at most 10. */
  readonly signIns: readonly SignInFacts[];
  readonly properties: readonly PropertyFacts[];
  /** The shadow document as JSON text; undefined: there is none. */
  readonly shadow: string | undefined;
  readonly desired: readonly DesiredFacts[];
  readonly tags: readonly TagFacts[];
  /** Newest first, at most 50. */
  readonly raw: readonly RawFacts[];
  readonly permissions: readonly Permission[];
  /** As its session holds them. */
  readonly subscriptions: readonly { readonly filter: string; readonly qos: 0 | 1 | 2 }[];
  /** Newest first, at most 20. */
  readonly calls: readonly CallFacts[];
  /** Messages that it posted or that were refused to it, newest first, at most 50. */
  readonly events: readonly DeviceEvent[];
}

export interface PropertyFacts {
  readonly identifier: string;
  /** JSON text. */
  readonly value: string;
  /** ms since 1970: the device's own time where it gave one, else ours. */
  readonly time: number;
  /** It is in the thing model, or there is no model. */
  readonly isModelled: boolean;
}

/** One topic or class of them, as this device sees it. */
export interface Permission {
  readonly topic: string;
  readonly operation: 'PUB' | 'SUB' | 'ALL';
  /** `custom`: a class of its product. */
  readonly origin: 'system' | 'custom' | 'broadcast';
}

export interface CallFacts extends DeviceName {
  readonly call: number;
  readonly what: 'property' | 'service';
  /** `set`, or the service's identifier. */
  readonly identifier: string;
  readonly topic: string;
  /** JSON text of what was sent with it. */
  readonly params: string;
  readonly began: number;
  /** `not-subscribed`: the device is there and would not have heard of it; nothing was sent, as with `offline`. */
  readonly state: 'waiting' | 'answered' | 'timed-out' | 'offline' | 'not-subscribed';
  /** ms from sending to the answer. */
  readonly latency: number | undefined;
  readonly code: number | undefined;
  /** JSON text of the answer's data. */
  readonly data: string | undefined;
}
