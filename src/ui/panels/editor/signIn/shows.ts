/** Display choices of the sign-in debugger. */
import type { CommandKind } from '../../../../alibaba/commands.ts';

export interface Shows {
  /** Timestamp of the signature. Constant, so that values copied one after the other match. */
  readonly moment: number;
  /** Shows secrets in full instead of only their length. */
  readonly secrets: boolean;
  readonly command: CommandKind;
  readonly commandSecrets: boolean;
}

export function firstShows(): Shows {
  return {
    moment: Date.now(),
    secrets: false,
    command: 'mosquitto_pub',
    commandSecrets: false,
  };
}
