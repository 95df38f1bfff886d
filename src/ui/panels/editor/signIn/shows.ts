/** Display choices of the sign-in debugger. */
import type { CommandKind } from '../../../../alibaba/commands.ts';

export interface Shows {
  /** Signed with; it stands still, so that what is copied one after the other belongs together. */
  readonly moment: number;
  /** In full, and not by their length alone. */
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
