/** What devices post, handed on to whoever hosts the platform, and what becomes of it there. */

import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';

/** Properties, events, raw data, and messages on custom topics. */
export interface PostedMessage extends DeviceName {
  /** ms since 1970. */
  readonly time: number;
  readonly kind: 'property' | 'event' | 'raw' | 'custom';
  readonly topic: string;
  /** Of the answer; null: none. */
  readonly code: number | null;
  /** What of it the platform left out. */
  readonly misfits: readonly Misfit[];
  readonly payload: Uint8Array;
}

export interface WebhookFacts {
  /** Without what stands behind the path: it may be a secret. */
  readonly address: string;
  readonly waiting: number;
  readonly sent: number;
  /** Refused, or given up after several tries. */
  readonly failed: number;
  /** Too many were waiting. */
  readonly dropped: number;
  /** Of the last try, if it failed: `HTTP 500`, `ECONNREFUSED`, `timeout`. */
  readonly trouble: string | undefined;
}

export interface WebhookControl {
  /** undefined: none is set. */
  readonly facts: WebhookFacts | undefined;
  set(url: string | undefined): 'done' | 'not-url' | 'elsewhere';
  posted(message: PostedMessage): void;
}

export type WebhookCommand =
  | { readonly kind: 'platform-webhook' }
  /** Without a URL there is none any more. */
  | { readonly kind: 'set-webhook'; readonly url?: string };

export type WebhookReply = {
  readonly kind: 'platform-webhook';
  /** There may be one here. */
  readonly isPossible: boolean;
  readonly webhook: WebhookFacts | undefined;
};
