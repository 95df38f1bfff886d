/** Statements of a log about a connection. */
import type { Stage } from '../stages.ts';
import type { RowCause } from './logCauses.ts';

/** Program that made a statement. */
export interface Speaker {
  readonly kind: 'server' | 'library' | 'module' | 'browser' | 'system';
  /** Name of the product; undefined if the text does not show it. */
  readonly name: string | undefined;
}

/** Causes that a statement names. */
export type Detail =
  | 'certificate'
  | 'client-silent'
  | 'closed-by-client'
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
  /** Set if the statement names a cause of its own. */
  readonly cause?: RowCause;
  /** Only an accepted connection ends like this. */
  readonly wasAccepted?: true;
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
  /** Number of that line. */
  readonly line: number;
}
