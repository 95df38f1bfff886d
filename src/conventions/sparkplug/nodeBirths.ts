/**
 * Selects the BIRTH for reading each message of an edge node or device: the last one before the message,
 * because a later BIRTH may reassign aliases.
 */

import { Lazy } from '../../base/lazy.ts';
import { type DeviceMemory, textsSize } from '../../engine/devices/deviceMemory.ts';
import { readyFormat } from '../../payload/chains/chosenFormats.ts';
import type {
  DefaultChain,
  DescribedChain,
  DescribedReading,
  MessagePlace,
} from '../../payload/chains/rules.ts';
import {
  type BirthMetric,
  metricTableText,
  readMetricTable,
} from '../../payload/formats/sparkplug/sparkplugBirths.ts';
import { openingBody } from '../../payload/formats/sparkplug/sparkplugCompressed.ts';
import { readingWith } from '../../payload/formats/sparkplug/sparkplugReading.ts';
import { sparkplugMetrics } from '../../payload/formats/sparkplug.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';

const CHAIN = 'sparkplug(birth.json)';

/** Limit of successive different BIRTHs of a node or device; the newest are kept. */
const MOST = 20;

interface Birth {
  /** Number of its packet. */
  readonly number: number;
  readonly table: Table;
  /** For messages before the BIRTH. */
  readonly early: DescribedReading;
}

/** The BIRTHs of a node, or of a device. */
export class NodeBirths implements DescribedChain {
  readonly #memory: DeviceMemory;
  /** In the order of their packets. */
  readonly #births: Birth[] = [];

  constructor(memory: DeviceMemory) {
    this.#memory = memory;
  }

  /**
   * Returns false without memory for the BIRTH. Then it drops the earlier ones as well, which may name
   * metrics wrongly.
   */
  learn(number: number, metrics: readonly BirthMetric[]): boolean {
    const text = metricTableText(metrics);
    if (this.#births[this.#countUpTo(number) - 1]?.table.text === text) return true;
    while (!this.#memory.take(textsSize(text))) {
      if (this.#births.length === 0) return false;
      this.#drop(0);
    }
    const at = this.#countUpTo(number);
    const birth = {
      number,
      table: new Table(text),
      early: new Table(text, { later: Number.isInteger(number) ? number : 0 }),
    };
    this.#births.splice(at, 0, birth);
    // Messages are processed again after Clear is undone.
    if (this.#births[at - 1]?.number === number) this.#drop(at - 1);
    if (this.#births.length > MOST) this.#drop(0);
    return true;
  }

  /** The last BIRTH before the message, or else the first one after it. */
  at({ number }: Pick<MessagePlace, 'number'>): DescribedReading | undefined {
    const count = this.#countUpTo(number);
    return this.#births[count - 1]?.table ?? this.#births[count]?.early;
  }

  #drop(at: number): void {
    const [dropped] = this.#births.splice(at, 1);
    if (dropped !== undefined) this.#memory.take(-textsSize(dropped.table.text));
  }

  /** Number of BIRTHs up to a packet. */
  #countUpTo(number: number): number {
    return this.#births.findLastIndex((birth) => birth.number <= number) + 1;
  }
}

/** The metrics that a BIRTH defines. */
class Table implements DescribedReading {
  readonly text: string;
  readonly chain: DefaultChain;
  readonly #more: Pick<DefaultChain, 'later'>;
  #format: PayloadFormat | undefined;

  constructor(text: string, more: Pick<DefaultChain, 'later'> = {}) {
    this.text = text;
    this.chain = { chain: CHAIN, files: [{ name: 'birth.json', text }], ...more };
    this.#more = more;
  }

  /** Built when a payload is first read with it. */
  get format(): PayloadFormat {
    return (this.#format ??= { ...this.#made(), ...this.#more });
  }

  #made(): PayloadFormat {
    const reading = readingWith(readMetricTable(this.text) ?? (() => undefined));
    const format = { ...sparkplugMetrics, readBy: Lazy.of(reading) };
    return readyFormat(CHAIN, { ...format, unwrap: Lazy.of(openingBody(format)) });
  }
}
