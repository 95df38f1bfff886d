/** Messages of `tap`. */
import type { EndCause } from '../../../engine/endCauses/endCauses.ts';
import { endCause, halfEnded } from '../../en/ends/endCauses.ts';
import { counted } from './counted.ts';

/** A connection that has ended. */
export interface EndedConnection {
  readonly address: string;
  /** Its client ID; empty if unknown. */
  readonly client: string;
  readonly cause: string;
  readonly seconds: number;
  readonly isOrderly: boolean;
}

/** Whether the broker's certificate needs an option to be trusted. */
export function isUntrusted(cause: EndCause): boolean {
  if (cause.key !== 'no-line') return false;
  const { key, args } = cause.args.failure;
  return (
    key === 'certificate' &&
    'fault' in args &&
    (args.fault === 'self-signed' || args.fault === 'unknown-authority')
  );
}

export const tapping = {
  cause: (cause: EndCause): string =>
    isUntrusted(cause)
      ? `${endCause(cause)}: use --to-ca, or --to-fingerprint for this certificate only.`
      : endCause(cause),
  halfCause: (cause: EndCause, by: 'client' | 'server'): string => halfEnded(cause, by),
  began: (address: string, to: string): string =>
    `Devices connect to ${address}; their connections are forwarded to ${to}. Press Ctrl+C to stop.`,
  exposed: (host: string): string =>
    `--listen ${host} lets other machines connect through this one to the broker, with the rights that the broker gives them.`,
  authority: (path: string, isNew: boolean): string =>
    isNew
      ? `A certificate authority was created. To trust this tap, devices need ${path}.`
      : `To trust this tap, devices need ${path}.`,
  ended: ({ address, client, cause, seconds }: EndedConnection): string =>
    `${address}${client === '' ? '' : ` ${client}`}, after ${seconds.toFixed(1)} s: ${cause}`,
  textFrames: (address: string, sender: 'client' | 'server'): string =>
    `${address}: ${sender === 'client' ? 'the device' : 'the broker'} sends MQTT in text frames of WebSocket, which the standard forbids [MQTT-6.0.0-1]; they are forwarded as binary frames.`,
  silent: (count: number): string =>
    `${counted(count, 'more connection')} sent nothing; at most 10 per machine and 100 in total are listed within 10 minutes.`,
  writtenOut: (packets: number): string =>
    `${counted(packets, 'packet')} written to standard output.`,
  written: (packets: number, files: readonly string[]): string =>
    files.length === 1
      ? `${counted(packets, 'packet')} written to ${files.join('')}.`
      : `${counted(packets, 'packet')} written; remaining files: ${files.join(', ')}.`,
  recordingEnded: (said: string): string =>
    `${said} Nothing more is recorded; devices stay connected through the tap.`,
  leftOut: (packets: number): string =>
    `${counted(packets, 'packet')} omitted because the reader was too slow.`,
};

/** The type that other languages must implement. */
export type Tapping = typeof tapping;
