/** Which module answers which command. */
import { refused } from '../core/refusals.ts';
import { commandFaults } from '../faults/commands.ts';
import type { Journal } from '../journal/journal.ts';
import { isPlatformCommand } from '../platform/devices/readCommands.ts';
import type { Platform } from '../platform/platform.ts';
import { commandPlatform } from '../platform/platformCommands.ts';
import type { Recipes } from '../recipes/recipes.ts';
import type { DeviceTaps } from '../tap/deviceTaps.ts';
import type { LineTaps } from '../tap/lineTaps.ts';
import { answerView } from './answerView.ts';
import type { BrokerFacts, ControlCommand, ControlReply } from './control.ts';
import { commandHost, type Parts } from './hostCommands.ts';

/** The demo devices. */
export interface FleetSwitch {
  isRunning(): boolean;
  run(isRunning: boolean): void;
}

/** What there is to be commanded. */
export interface Commanded extends Parts {
  readonly recipes: Recipes;
  readonly journal: Journal;
  readonly platform: Platform | undefined;
  readonly fleet: FleetSwitch | undefined;
  readonly deviceTaps: DeviceTaps | undefined;
  readonly facts: () => BrokerFacts;
  /** Clients in step mode until a line is gone. */
  readonly stepping: Map<string, LineTaps>;
}

/** `taps`: of the line that asks. */
export function obey(
  parts: Commanded,
  command: ControlCommand,
  now: number,
  taps: LineTaps | undefined,
): ControlReply {
  const { place, faults, recipes, journal, platform, fleet, facts, stepping, deviceTaps } = parts;
  if (isPlatformCommand(command)) {
    if (platform === undefined) return refused({ key: 'no-platform', args: {} });
    // What looks on may look on.
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
      stepping.delete(command.client);
      if (command.whileOpen === true && taps !== undefined) {
        stepping.set(command.client, taps);
      }
      return commandFaults(faults, command, now);
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
      return commandFaults(faults, command, now);
    case 'start-recipe':
    case 'stop-recipe':
    case 'list-recipes':
      return recipes.command(command, now);
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
