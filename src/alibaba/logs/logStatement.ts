/** Statements of a log about a connection, and the tables that recognise them. */

import type { Stage } from '../stages.ts';

/** Program that made a statement. */
export interface Speaker {
  readonly kind: 'cloud' | 'library' | 'module' | 'system';
  /** Name of the product; undefined if the text does not name it. */
  readonly name: string | undefined;
}

/** Causes that a code of a library or module names. */
export type Detail =
  | 'busy'
  | 'certificate'
  | 'certificate-missing'
  | 'closed-by-server'
  | 'invalid-parameter'
  | 'keep-alive-lost'
  | 'network-closed'
  | 'not-ready'
  | 'out-of-memory'
  | 'own-disconnect'
  | 'packet-too-large'
  | 'receive-failed'
  | 'send-failed'
  | 'socket-create'
  | 'taken-over'
  | 'timeout'
  | 'tls-fatal-alert'
  | 'tls-handshake'
  | 'unspecific';

export interface Meaning {
  readonly stage: Stage;
  /** Return code of CONNACK, or of the HTTPS answer. */
  readonly code?: number;
  readonly detail?: Detail;
  /** Name of the library, if only it uses the code. */
  readonly name?: string;
  /** The step succeeded, and later steps are not known. */
  readonly isProgress?: true;
  /** Concluded from words, which have no version of MQTT, and other numbers in MQTT 5. */
  readonly isInWords?: true;
}

export interface LogStatement extends Meaning {
  readonly by: Speaker;
  /** The line of the statement. */
  readonly quote: string;
  readonly at: number;
}

/** Recognises one form of statement. */
export interface StatementForm {
  readonly by: Speaker;
  readonly pattern: RegExp;
  /** @param groups of the pattern; undefined for groups that did not match */
  readonly read: (groups: readonly (string | undefined)[], line: string) => Meaning | undefined;
}

export const speaker = (kind: Speaker['kind'], name?: string): Speaker => ({ kind, name });

/** Always means the same. */
export const means =
  (meaning: Meaning): StatementForm['read'] =>
  () =>
    meaning;

/** A CONNACK return code in the pattern's first group that matched. */
export const connackCode: StatementForm['read'] = (groups) => {
  const digits = groups.find((group) => group !== undefined);
  return digits === undefined ? undefined : { stage: 'connack', code: Number(digits) };
};

/** Looks up the number in the last group that matched. */
export const byNumber =
  (table: ReadonlyMap<number, Meaning>, otherwise?: Meaning): StatementForm['read'] =>
  (groups) => {
    const digits = groups.findLast((group) => group !== undefined);
    return digits === undefined ? undefined : (table.get(Number(digits)) ?? otherwise);
  };
