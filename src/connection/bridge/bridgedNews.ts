/** State of a line that the companion opens for the page. */

import type { Said } from '../../broker/core/commands/refusals.ts';
import type { LineEnd } from './bridgeProtocol.ts';
import type { LineFacts, LineFailure } from './lineFacts.ts';

export interface Bridged {
  readonly facts?: LineFacts | undefined;
  /** The reason why the line did not open or, if it was open, ended. */
  readonly failure?: BridgedFailure | undefined;
  /** The end of the line, if no failure describes it. */
  readonly end?: LineEnd | undefined;
}

export type BridgedFailure =
  /** The companion opened no line, or the line ended, for a named reason. */
  | {
      readonly kind: 'line';
      readonly url: string;
      readonly failure: LineFailure;
      readonly facts: LineFacts;
      /** A retry may succeed. */
      readonly isTemporary: boolean;
    }
  /** A browser cannot open this address, and no companion did. */
  | {
      readonly kind: 'no-bridge';
      readonly url: string;
      /** `no-pass`: this page may not control the companion; `refused`: the companion gave a reason. */
      readonly why: 'no-companion' | 'no-pass' | 'refused';
      readonly said: Said | undefined;
    };
