/** What is known of a line that the companion opens for the page. */

import type { Said } from '../../broker/core/commands/refusals.ts';
import type { LineEnd } from './bridgeProtocol.ts';
import type { LineFacts, LineFailure } from './lineFacts.ts';

export interface Bridged {
  readonly facts?: LineFacts | undefined;
  /** Why there is no line; of one that is there: why it ended. */
  readonly failure?: BridgedFailure | undefined;
  /** How it ended, where that has no name of its own. */
  readonly end?: LineEnd | undefined;
}

export type BridgedFailure =
  /** The companion opened no line, or the line ended, for a reason that has a name. */
  | {
      readonly kind: 'line';
      readonly url: string;
      readonly failure: LineFailure;
      readonly facts: LineFacts;
      /** It may be over when it is tried again. */
      readonly isPassing: boolean;
    }
  /** A browser does not open this address, and no companion did. */
  | {
      readonly kind: 'no-bridge';
      readonly url: string;
      /** `no-pass`: this page may not control the companion; `refused`: the companion said why. */
      readonly why: 'no-companion' | 'no-pass' | 'refused';
      readonly said: Said | undefined;
    };
