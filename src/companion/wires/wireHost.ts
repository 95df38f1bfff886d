/** Applies fault rules to relayed connections, with this process's clock. */
import { performance } from 'node:perf_hooks';
import type { FaultCommand, FaultReply } from '../../broker/faults/commands.ts';
import type { FaultRule } from '../../broker/faults/faultRule.ts';
import type { Mark } from '../../broker/faults/marks.ts';
import type { NetworkConditions } from '../../broker/faults/networkConditions.ts';
import type { RecipeCommand, RecipeReply } from '../../broker/recipes/recipe.ts';
import { type RelayedLine, RelayFaults } from '../../broker/relayFaults/relayFaults.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { packetFilters } from '../../engine/filtering/packetFilters.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { WakeTimer } from '../clock/wakeTimer.ts';

export interface Marking {
  readonly marked: (mark: Mark) => void;
  readonly placed: (mark: Mark) => void;
}

export interface FirstFaults {
  readonly rules: readonly FaultRule[];
  readonly network: NetworkConditions | undefined;
}

export class WireHost {
  readonly #faults: RelayFaults;
  #isOver = false;
  readonly #timer = new WakeTimer((now) => {
    this.#faults.elapse(now);
    this.#rest();
  });

  /** @param faults present from the start */
  constructor({ marked, placed }: Marking, faults?: FirstFaults) {
    const { secrets } = CONVENTIONS;
    this.#faults = new RelayFaults({ filters: packetFilters, secrets, marked, placed });
    if (faults === undefined) return;
    this.#faults.layer.setRules(faults.rules);
    this.#faults.network.set(faults.network, performance.now());
  }

  begin(connection: number, line: RelayedLine): void {
    this.#faults.begin(connection, line, performance.now());
  }

  received(connection: number, sender: Sender, bytes: Uint8Array): void {
    this.#faults.received(connection, sender, bytes, performance.now());
    this.#rest();
  }

  finished(connection: number, sender: Sender): void {
    this.#faults.finished(connection, sender, performance.now());
    this.#rest();
  }

  gone(connection: number, sender: Sender): void {
    this.#faults.gone(connection, sender, performance.now());
    this.#rest();
  }

  /** Whether rules examine packets of this connection, or packets wait. */
  isTreating(connection: number): boolean {
    return this.#faults.layer.isTreating(connection);
  }

  /** Whether a simulated network has silenced it. */
  isSilent(connection: number): boolean {
    return this.#faults.isSilent(connection);
  }

  /** Waiting bytes of that side. */
  waits(connection: number, sender: Sender): number {
    return this.#faults.waits(connection, sender);
  }

  /** Connections without applicable rules, because their bytes are not packets. */
  get unreadable(): number {
    return this.#faults.layer.unreadable;
  }

  command(command: FaultCommand | RecipeCommand): FaultReply | RecipeReply {
    const reply = this.#faults.command(command, performance.now());
    this.#rest();
    return reply;
  }

  /** Stops all timers. */
  close(): void {
    this.#isOver = true;
    this.#timer.stop();
  }

  #rest(): void {
    if (!this.#isOver) this.#timer.set(this.#faults.wakeAt);
  }
}
