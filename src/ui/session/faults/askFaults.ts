/** Fault commands, sent to the chosen place: the broker, a tap, or the bridge. */
import type { ControlReply } from '../../../broker/control/control.ts';
import type { FaultCommand, FaultPlace } from '../../../broker/faults/commands.ts';
import type { RecipeCommand } from '../../../broker/recipes/recipe.ts';
import { askBroker, useAsked } from '../broker/brokers.ts';
import { faultsAt, useFaultsAt } from './where.ts';

type Command = FaultCommand | RecipeCommand;

const placed = (command: Command, at: FaultPlace | undefined): Command =>
  at === undefined ? command : { ...command, at };

export const askFaults = (connectionId: string, command: Command): Promise<ControlReply> =>
  askBroker(connectionId, placed(command, faultsAt(connectionId)), 'host');

/** Like `useAsked`, for fault commands. */
export function useAskedFaults(
  connectionId: string,
  command: Command | undefined,
  everyMs: number,
): ControlReply | undefined {
  const at = useFaultsAt(connectionId);
  return useAsked(connectionId, command && placed(command, at), everyMs, 'host');
}
