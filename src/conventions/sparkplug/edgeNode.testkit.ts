/** A correct edge node that writes its own payloads. Tests override parts to make it wrong. */
import {
  type WrittenMetric,
  type WrittenPayload,
  writeMetrics,
} from '../../payload/formats/sparkplug/sparkplugMetrics.ts';
import { REBIRTH } from './rebirth.ts';

/** ms since 1970 */
const WALL = 1_700_000_000_000;

export const TEMP: WrittenMetric = { name: 'Temp', alias: 1, type: 'Float', value: 21.5 };
export const COUNT: WrittenMetric = { name: 'Count', alias: 2, type: 'Int32', value: -3 };

export class EdgeNode {
  seq = 0;
  bdSeq = 0;

  constructor(bdSeq = 0) {
    this.bdSeq = bdSeq;
  }

  nbirth(metrics: readonly WrittenMetric[] = [], change: Partial<WrittenPayload> = {}): Uint8Array {
    this.seq = 0;
    const own: readonly WrittenMetric[] = [
      { name: 'bdSeq', type: 'Int64', value: this.bdSeq },
      { name: REBIRTH, type: 'Boolean', value: false },
    ];
    return this.#written([...own, ...metrics], true, change);
  }

  dbirth(metrics: readonly WrittenMetric[], change: Partial<WrittenPayload> = {}): Uint8Array {
    return this.#written(metrics, true, change);
  }

  /** Metrics have only their aliases, if they have one. */
  data(metrics: readonly WrittenMetric[], change: Partial<WrittenPayload> = {}): Uint8Array {
    const named = metrics.map(({ name, alias, ...rest }) =>
      alias === undefined ? { ...rest, name } : { ...rest, alias },
    );
    return this.#written(named, false, change);
  }

  ddeath(change: Partial<WrittenPayload> = {}): Uint8Array {
    return this.#written([], false, change);
  }

  ndeath(): Uint8Array {
    return writeMetrics({ metrics: [{ name: 'bdSeq', type: 'Int64', value: this.bdSeq }] });
  }

  #written(
    metrics: readonly WrittenMetric[],
    saysType: boolean,
    change: Partial<WrittenPayload>,
  ): Uint8Array {
    const { seq } = this;
    this.seq = (seq + 1) % 256;
    const timestamp = WALL + seq;
    const all = metrics.map((metric) => ({ timestamp, saysType, ...metric }));
    return writeMetrics({ timestamp, seq, metrics: all, ...change });
  }
}
