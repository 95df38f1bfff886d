/** Messages about an imported file, and about parts of a profile that could not be imported. */
import type { Localizable, NoArgs } from '../../base/message.ts';

/** Reasons why a file gives no profiles. */
export interface FileFacts {
  readonly 'too-large': { readonly bytes: number; readonly most: number };
  /** Unknown format; `looks`: the probable one. */
  readonly 'not-json': { readonly looks: 'yaml' | 'xml' | 'csv' | 'excel' | 'other' };
  /** JSON with other content. */
  readonly unknown: NoArgs;
  readonly empty: NoArgs;
  readonly 'too-many': { readonly count: number; readonly most: number };
  readonly 'newer-version': { readonly version: number };
  /** A file of ours that was changed manually. */
  readonly damaged: { readonly path: string };
  readonly 'wrong-passphrase': NoArgs;
  /** Encrypted with a method that this version does not support. */
  readonly 'unknown-encryption': NoArgs;
  readonly 'no-web-crypto': NoArgs;
}

export type FileFact = Localizable<FileFacts>;

/** Reasons why an entry of a file gives no profile. */
export interface SkipFacts {
  readonly 'not-a-profile': NoArgs;
  readonly 'other-type': { readonly type: string };
  readonly 'bad-host': NoArgs;
  readonly 'bad-port': NoArgs;
  /** Format of a newer version. */
  readonly newer: NoArgs;
  readonly damaged: { readonly path: string };
  /** More characters or entries than the form can show. */
  readonly 'too-long': { readonly path: string; readonly most: number };
}

export type SkipFact = Localizable<SkipFacts>;

/** Parts of the file that the profile lacks. */
export interface LeftOutFacts {
  /** A browser opens only WebSocket; the companion opens the others. */
  readonly 'not-websocket': NoArgs;
  /** Not PEM. */
  readonly 'ca-certificate': { readonly name: string };
  readonly 'client-certificate': { readonly name: string };
  /** Imported as paths, which the companion reads. */
  readonly 'certificate-files': { readonly names: readonly string[] };
  /** The certificate was to be accepted unchecked. */
  readonly unchecked: NoArgs;
  readonly 'generated-client-id': NoArgs;
  readonly 'client-id-time': NoArgs;
  readonly reconnect: { readonly isOff: boolean };
  readonly 'connect-timeout': NoArgs;
  /** Invalid values, replaced by our defaults. */
  readonly 'odd-values': { readonly names: readonly string[] };
  readonly properties: { readonly names: readonly string[] };
  readonly 'will-properties': { readonly names: readonly string[] };
  readonly will: NoArgs;
  readonly 'subscription-details': { readonly names: readonly string[] };
  readonly 'disabled-subscriptions': { readonly filters: readonly string[] };
  readonly 'bad-filters': { readonly filters: readonly string[] };
  /** Properties set for published messages. */
  readonly 'publish-properties': { readonly names: readonly string[] };
  /** The profile was to connect with the page, which only the user decides. */
  readonly 'connect-at-start': NoArgs;
  /** Enabled auto-replies. */
  readonly 'auto-replies': { readonly count: number };
  readonly messages: { readonly count: number };
  readonly folder: NoArgs;
}

export type LeftOutFact = Localizable<LeftOutFacts>;
