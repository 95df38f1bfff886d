/** Taps of one control line on relayed connections to other brokers. */
import { refused } from '../core/commands/refusals.ts';
import type { FaultPlace, Outcome } from '../faults/commands.ts';
import type { TapCommand } from '../tap/commands.ts';
import type { LineTaps, TapLine } from '../tap/lineTaps.ts';
import type { Taps } from '../tap/taps.ts';
import type { Relays } from './relays.ts';

export class RelayLines {
  readonly #line: TapLine;
  readonly #relays: Relays | undefined;
  readonly #lines: { readonly taps: Taps; readonly line: LineTaps }[] = [];

  constructor(line: TapLine, relays: Relays | undefined) {
    this.#line = line;
    this.#relays = relays;
  }

  /** undefined: the command concerns the broker itself. */
  command(command: TapCommand): Outcome | undefined {
    switch (command.kind) {
      case 'tap':
        return command.deviceTap === undefined ? undefined : this.#at(command.deviceTap, command);
      case 'watch-marks':
      case 'end-marks':
        return command.at === undefined ? undefined : this.#at(command.at, command);
      case 'end-tap': {
        const isOurs = this.#lines.some(({ line }) => line.command(command).kind === 'done');
        return isOurs ? { kind: 'done' } : undefined;
      }
    }
  }

  end(): void {
    for (const { taps, line } of this.#lines.splice(0)) taps.detach(line);
  }

  #at(at: FaultPlace, command: TapCommand): Outcome {
    const taps = this.#relays?.taps(at);
    if (taps === undefined) {
      return refused({ key: command.kind === 'tap' ? 'no-device-tap' : 'no-wire', args: {} });
    }
    const known = this.#lines.find((one) => one.taps === taps)?.line;
    const line = known ?? taps.attach(this.#line, at);
    if (known === undefined) this.#lines.push({ taps, line });
    return line.command(command);
  }
}
