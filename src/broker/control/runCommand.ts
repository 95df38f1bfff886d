/** Dispatches commands to the modules that answer them. */
import { refused } from '../core/commands/refusals.ts';
import {
  commandFaults,
  type FaultCommand,
  type FaultPlace,
  type NetworkSwitch,
} from '../faults/commands.ts';
import type { Journal } from '../journal/journal.ts';
import { isPlatformCommand } from '../platform/devices/readCommands.ts';
import type { Platform } from '../platform/platform.ts';
import { commandPlatform } from '../platform/platformCommands.ts';
import type { RecipeCommand } from '../recipes/recipe.ts';
import type { Recipes } from '../recipes/recipes.ts';
import type { Relays } from '../relayFaults/relays.ts';
import type { DeviceTaps } from '../tap/deviceTaps.ts';
import type { LineTaps } from '../tap/lineTaps.ts';
import type { Sensors } from '../tap/sensors.ts';
import { answerView } from './answerView.ts';
import type { BrokerFacts, ControlCommand, ControlReply } from './control.ts';
import { commandHost, type Parts } from './hostCommands.ts';

/** Switch of the demo devices. */
export interface FleetSwitch {
  isRunning(): boolean;
  run(isRunning: boolean): void;
}

/** Targets of commands. */
export interface CommandTargets extends Parts {
  readonly network: NetworkSwitch;
  readonly recipes: Recipes;
  readonly journal: Journal;
  readonly platform: Platform | undefined;
  readonly fleet: FleetSwitch | undefined;
  readonly deviceTaps: DeviceTaps | undefined;
  readonly sensors: Sensors | undefined;
  readonly facts: () => BrokerFacts;
  readonly relays: Relays | undefined;
  /** Clients in step mode until a line closes, by place and name. */
  readonly stepping: Map<string, SteppedFor>;
}

/** The line that releases the client's packets. */
export interface SteppedFor {
  readonly owner: LineTaps;
  readonly client: string;
  readonly at: FaultPlace | undefined;
}

/** @param taps taps of the line that sent the command */
export function runCommand(
  parts: CommandTargets,
  command: ControlCommand,
  now: number,
  taps: LineTaps | undefined,
): ControlReply {
  const { place, recipes, journal, platform, fleet, facts, deviceTaps, sensors } = parts;
  if (isPlatformCommand(command)) {
    if (platform === undefined) return refused({ key: 'no-platform', args: {} });
    // Observers may also read the platform.
    const isLook = command.kind.startsWith('platform');
    if (place.isDown && !isLook) return refused({ key: 'down', args: {} });
    return commandPlatform(platform, place.broker.contents, command);
  }
  switch (command.kind) {
    case 'clients':
    case 'client':
    case 'subscriptions':
    case 'retained':
    case 'statistics':
      return answerView(parts, command, now);
    case 'step':
      noteStep(parts, command, taps);
      return treat(parts, command, now);
    case 'set-rules':
    case 'list-rules':
    case 'enable-rule':
    case 'list-waiting':
    case 'release':
    case 'show-waiting':
    case 'decide':
    case 'end-step':
    case 'let-go':
    case 'cut':
      return treat(parts, command, now);
    case 'start-recipe':
    case 'stop-recipe':
    case 'list-recipes':
      return command.at === undefined
        ? recipes.command(command, now)
        : elsewhere(parts, command.at, command);
    case 'messages':
    case 'message':
      return journal.answer(command, now);
    case 'tap':
    case 'end-tap':
    case 'watch-marks':
    case 'end-marks':
      return taps?.command(command) ?? refused({ key: 'needs-line', args: {} });
    case 'list-device-taps':
    case 'start-device-tap':
    case 'stop-device-tap':
      return deviceTaps?.command(command) ?? refused({ key: 'no-device-taps', args: {} });
    case 'sensors':
    case 'sensor':
      return sensors?.command(command) ?? refused({ key: 'no-sensors', args: {} });
    case 'facts':
      return { kind: 'facts', facts: facts() };
    case 'run-fleet': {
      if (fleet === undefined) return refused({ key: 'no-fleet', args: {} });
      fleet.run(command.isRunning);
      return { kind: 'facts', facts: facts() };
    }
    case 'disconnect-client':
    case 'end-session':
    case 'clear-retained':
    case 'restart':
    case 'take-over':
      return commandHost(parts, command, now);
  }
}

function treat(parts: CommandTargets, command: FaultCommand, now: number): ControlReply {
  return command.at === undefined
    ? commandFaults(parts.faults, command, now, parts.network)
    : elsewhere(parts, command.at, command);
}

const elsewhere = (
  { relays }: CommandTargets,
  at: FaultPlace,
  command: FaultCommand | RecipeCommand,
): ControlReply => relays?.faults(at, command) ?? refused({ key: 'no-wire', args: {} });

function noteStep(
  { stepping }: CommandTargets,
  { client, at, whileOpen }: Extract<FaultCommand, { readonly kind: 'step' }>,
  owner: LineTaps | undefined,
): void {
  const key = JSON.stringify([at ?? '', client]);
  stepping.delete(key);
  if (whileOpen === true && owner !== undefined) stepping.set(key, { owner, client, at });
}
