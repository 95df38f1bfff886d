/**
 * Warnings about input that the platform is known to refuse or ignore.
 *
 * Never a refusal, because the cloud decides. No note contains a secret.
 */
import type { Localizable, NoArgs } from '../base/message.ts';

/** The first invalid character. */
export interface Found {
  /** undefined for a blank. */
  readonly found: string | undefined;
}

export interface PlatformNotes {
  readonly empty: NoArgs;
  readonly 'blank-around': NoArgs;
  readonly 'product-key-characters': Found;
  readonly 'product-key-length': { readonly length: number };
  readonly 'device-name-length': { readonly length: number };
  readonly 'device-name-characters': Found;
  readonly 'device-name-alias': NoArgs;
  readonly 'device-secret-length': { readonly length: number };
  readonly 'client-id-length': { readonly length: number };
  readonly 'client-id-bar': NoArgs;
  readonly 'timestamp-form': NoArgs;
  readonly 'region-unknown': { readonly found: string };
  readonly 'region-without-public-instance': NoArgs;
  readonly 'instance-id-characters': Found;
  readonly 'secure-mode-3-new-account': NoArgs;
  readonly 'secure-mode-channel': {
    readonly mode: 2 | 3;
    readonly meant: string;
    readonly scheme: string;
  };
  readonly 'keep-alive-range': NoArgs;
  readonly 'will-not-supported': NoArgs;
  readonly 'retain-not-supported': NoArgs;
  readonly 'qos-2-not-supported': NoArgs;
  readonly 'payload-size': { readonly length: number };
  readonly 'topic-length': { readonly length: number };
  readonly 'topic-levels': { readonly length: number };
  readonly 'topic-of-another-device': NoArgs;
  readonly 'filters-per-subscribe': { readonly length: number };
}

export type PlatformNote = Localizable<PlatformNotes>;

export const platformNote = <Key extends keyof PlatformNotes>(
  key: Key,
  args: PlatformNotes[Key],
): Localizable<PlatformNotes, Key> => ({ key, args });
