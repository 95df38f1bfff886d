/** Statements of a log about a connection. */
import type { Stage } from '../stages.ts';

/** Program that made a statement. */
export interface Speaker {
  readonly kind: 'server' | 'library' | 'module' | 'system';
  /** Name of the product; undefined if the text does not show it. */
  readonly name: string | undefined;
}

/** Causes that a statement names. */
export type Detail =
  | 'certificate'
  | 'closed-by-server'
  | 'invalid-parameter'
  | 'keep-alive-lost'
  | 'network-closed'
  | 'not-tls'
  /** The step succeeded, and later steps are not known. */
  | 'opened'
  | 'own-disconnect'
  | 'send-failed'
  | 'socket-create'
  | 'taken-over'
  | 'timeout'
  | 'unspecific';

export interface Meaning {
  readonly stage: Stage;
  /** Return code of CONNACK, or of the HTTPS answer. */
  readonly code?: number;
  readonly detail?: Detail;
  /** Name of the library, if only it uses the number. */
  readonly name?: string;
}

export interface LogStatement extends Omit<Meaning, 'name'> {
  readonly by: Speaker;
  /** Without a number. */
  readonly isInWords?: true;
  /** The line of the statement. */
  readonly quote: string;
  readonly at: number;
}
