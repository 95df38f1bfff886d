/** Forwards posts of devices to the platform's host, and reports the deliveries. */

import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';

/** A message of a device, or a change of its state. */
export interface PostedMessage extends DeviceName {
  /** ms since 1970. */
  readonly time: number;
  readonly kind:
    | 'property'
    | 'event'
    | 'raw'
    | 'custom'
    | 'status'
    | 'lifecycle'
    | 'topology'
    | 'upgrade';
  readonly topic: string;
  /** Code of the answer; null: none. */
  readonly code: number | null;
  /** Values that the platform left out. */
  readonly misfits: readonly Misfit[];
  readonly payload: Uint8Array;
}

export interface WebhookFacts {
  /** Without the part after the path, which may be a secret. */
  readonly address: string;
  readonly waiting: number;
  readonly sent: number;
  /** Refused, or given up after several attempts. */
  readonly failed: number;
  /** Dropped because too many were waiting. */
  readonly dropped: number;
  /** Error of the last attempt: `HTTP 500`, `ECONNREFUSED`, `timeout`. */
  readonly trouble: string | undefined;
}

export interface WebhookControl {
  /** undefined: not configured. */
  readonly facts: WebhookFacts | undefined;
  set(url: string | undefined): 'done' | 'not-url' | 'elsewhere';
  posted(message: PostedMessage): void;
}

export type WebhookCommand =
  | { readonly kind: 'platform-webhook' }
  /** Without a URL, removes it. */
  | { readonly kind: 'set-webhook'; readonly url?: string };

export type WebhookReply = {
  readonly kind: 'platform-webhook';
  /** True if the host supports it. */
  readonly isPossible: boolean;
  readonly webhook: WebhookFacts | undefined;
};
