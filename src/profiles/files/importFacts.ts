/** What is to be said of a file of profiles, and of what of a profile could not come along. */
import type { Fact, NoArgs } from '../../base/message.ts';

/** In which MQTTX exports connections, beside JSON. */
export type FileForm = 'yaml' | 'xml' | 'csv';

/** Why a file gives no profiles. */
export interface FileFacts {
  readonly 'too-large': { readonly bytes: number; readonly most: number };
  /** In no form that is read; `looks`: what it may be instead. */
  readonly 'not-json': { readonly looks: FileForm | 'excel' | 'other' };
  readonly 'broken-form': { readonly form: FileForm; readonly line: number | undefined };
  /** Which may stand for anything. */
  readonly 'xml-entities': NoArgs;
  /** A table of messages, not of connections. */
  readonly 'messages-only': NoArgs;
  readonly 'unknown-form': { readonly form: FileForm };
  /** JSON of something else. */
  readonly unknown: NoArgs;
  readonly empty: NoArgs;
  readonly 'too-many': { readonly count: number; readonly most: number };
  readonly 'newer-version': { readonly version: number };
  /** One of ours that was changed by hand. */
  readonly damaged: { readonly path: string };
  readonly 'wrong-passphrase': NoArgs;
  /** Encrypted in a way that this version does not read. */
  readonly 'unknown-encryption': NoArgs;
  readonly 'no-web-crypto': NoArgs;
}

export type FileFact = Fact<FileFacts>;

/** A file of another form, as what it would be in JSON. */
export type ReadForm = { readonly value: unknown } | { readonly why: FileFact };

/** Why an entry of a file gives no profile. */
export interface SkipFacts {
  readonly 'not-a-profile': NoArgs;
  readonly 'other-type': { readonly type: string };
  readonly 'bad-host': NoArgs;
  readonly 'bad-port': NoArgs;
  readonly damaged: { readonly path: string };
}

export type SkipFact = Fact<SkipFacts>;

/** What a profile lacks that the file had. */
export interface LeftOutFacts {
  /** A browser opens WebSocket only, the companion the rest. */
  readonly 'not-websocket': NoArgs;
  /** Not in PEM. */
  readonly 'ca-certificate': { readonly name: string };
  readonly 'client-certificate': { readonly name: string };
  /** Taken along as paths, which the companion reads. */
  readonly 'certificate-files': { readonly names: readonly string[] };
  /** It was to be accepted unchecked. */
  readonly unchecked: NoArgs;
  readonly 'generated-client-id': NoArgs;
  readonly 'client-id-time': NoArgs;
  readonly reconnect: { readonly isOff: boolean };
  readonly 'connect-timeout': NoArgs;
  /** They have values that cannot be; ours stand in their place. */
  readonly 'odd-values': { readonly names: readonly string[] };
  readonly properties: { readonly names: readonly string[] };
  readonly 'will-properties': { readonly names: readonly string[] };
  readonly will: NoArgs;
  readonly 'subscription-details': { readonly names: readonly string[] };
  readonly 'disabled-subscriptions': { readonly filters: readonly string[] };
  readonly 'bad-filters': { readonly filters: readonly string[] };
  /** Those that were set for what is published. */
  readonly 'publish-properties': { readonly names: readonly string[] };
  /** It was to connect with the page, which only the person decides. */
  readonly 'connect-at-start': NoArgs;
  /** Auto-replies that were on. */
  readonly 'auto-replies': { readonly count: number };
  readonly messages: { readonly count: number };
  readonly folder: NoArgs;
}

export type LeftOutFact = Fact<LeftOutFacts>;
