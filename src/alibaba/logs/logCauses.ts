/** Causes that a log's statements prove or suggest, as facts. Their texts, with remedies, are in `i18n`. */
import type { Localizable, NoArgs } from '../../base/message.ts';

/** Errors of a server's certificate. */
export type CertificateFault =
  | 'expired'
  | 'not-yet'
  | 'name'
  | 'revoked'
  | 'unknown-authority'
  | 'self-signed'
  | 'other';

export interface LogCauses {
  /** Undefined: the text does not name it. */
  readonly dns: { readonly host: string | undefined };
  readonly 'no-tcp': NoArgs;
  /** `meant`: the port that may be meant. */
  readonly refused: {
    readonly host: string;
    readonly port: number;
    readonly meant: number | undefined;
    readonly isLocal: boolean;
  };
  readonly 'tcp-timeout': NoArgs;
  readonly 'no-data-connection': NoArgs;
  readonly 'pubsub-no-tcp': NoArgs;
  readonly 'local-only': NoArgs;
  readonly 'address-in-use': NoArgs;
  readonly tls: NoArgs;
  readonly 'not-tls': NoArgs;
  readonly certificate: { readonly fault: CertificateFault; readonly host: string | undefined };
  /** TLS alert of the server. */
  readonly 'server-alert': { readonly alert: string };
  /** TLS alert of the client, in the log of a broker. */
  readonly 'client-alert': { readonly alert: string };
  readonly 'certificate-wanted': NoArgs;
  readonly 'client-certificate': NoArgs;
  readonly websocket: { readonly status: number | undefined };
  readonly 'mixed-content': NoArgs;
  /** Close code 1006 of a browser. */
  readonly 'no-close-frame': NoArgs;
  readonly 'no-connack': NoArgs;
  readonly 'connack-timeout': NoArgs;
  readonly 'aws-hang-up': NoArgs;
  /** Undefined: without a code. */
  readonly connack: { readonly code: number | undefined };
  readonly 'too-many-in-flight': NoArgs;
  readonly lost: NoArgs;
  readonly 'closed-by-server': NoArgs;
  readonly 'closed-by-client': NoArgs;
  readonly 'client-silent': NoArgs;
  readonly 'no-pingresp': NoArgs;
  readonly 'taken-over': NoArgs;
  readonly 'own-disconnect': NoArgs;
  /** The broker sent stored messages again, the largest of that many bytes. */
  readonly 'sent-again': { readonly bytes: number };
  readonly 'at-command': NoArgs;
  readonly 'always-after': { readonly seconds: number; readonly times: number };
}

export type LogCause = Localizable<LogCauses>;

/** Causes that a single statement names. */
export type RowCause = Exclude<keyof LogCauses, 'sent-again' | 'always-after'>;

/** An end and how often the text reports it. */
export interface CountedCause {
  readonly cause: LogCause;
  readonly times: number;
}

/** False for what is told in addition to the ends. */
export const isOfEnd = ({ key }: LogCause): boolean =>
  key !== 'sent-again' && key !== 'always-after';
