/** Test kit: an instrument that continues a running broker. */

import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { Output } from '../core/contract/output.ts';
import type { Admitted, Peer } from '../core/contract/parties.ts';
import type { Verdict } from '../core/contract/verdicts.ts';
import type { BrokerInterface } from '../faults/transit.ts';
import type { RecordingBroker } from '../warmStart/recordingBroker.ts';
import { Instrument } from './instrument.ts';
import { beginBroker, type InstrumentOptions } from './instrumentOptions.ts';

type LateOptions = Omit<InstrumentOptions, 'secrets'>;

export class LateInstrument implements BrokerInterface {
  readonly #options: LateOptions;
  readonly #begun: RecordingBroker;
  #whole: Instrument | undefined;

  constructor(options: LateOptions) {
    this.#options = options;
    this.#begun = beginBroker(options);
  }

  /** Starts the instrument on first use. */
  get instrument(): Instrument {
    this.#whole ??= new Instrument({
      ...this.#options,
      secrets: CONVENTIONS.secrets,
      begun: this.#begun,
    });
    return this.#whole;
  }

  get #face(): RecordingBroker | Instrument {
    return this.#whole ?? this.#begun;
  }

  open(peer: Peer, now: number): number {
    return this.#face.open(peer, now);
  }

  receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#face.receive(connection, bytes, now);
  }

  close(connection: number, now: number): void {
    this.#face.close(connection, now);
  }

  backlog(connection: number, bytes: number, now: number): void {
    this.#face.backlog(connection, bytes, now);
  }

  decide(connection: number, verdict: Verdict | Admitted, now: number): void {
    if (this.#whole === undefined) this.#begun.broker.decide(connection, verdict, now);
    else this.#whole.decide(connection, verdict, now);
  }

  inputBacklog(connection: number, bytes: number, now: number): void {
    this.instrument.inputBacklog(connection, bytes, now);
  }

  elapse(now: number): void {
    this.#face.elapse(now);
  }

  get wakeAt(): number | undefined {
    return this.#face.wakeAt;
  }

  takeOutput(): Output[] {
    return this.#face.takeOutput();
  }

  shutDown(now: number): void {
    this.instrument.shutDown(now);
  }
}
