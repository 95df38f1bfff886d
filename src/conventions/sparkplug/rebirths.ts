/** Tracks rebirths of an edge node: the reason, the requesting client, and the result. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Cause } from './causes.ts';
import type { RebirthCause } from './findings.ts';
import { asksForRebirth } from './rebirth.ts';
import { clipped, type Report } from './report.ts';
import type { NodeTopic } from './topics.ts';

/** µs within which an edge node has to start its rebirth. */
const REBIRTH_TIMEOUT = 5_000_000;

export class Rebirths {
  readonly #name: string;
  #cause: Cause | undefined;
  /** A requested rebirth that has not happened yet. */
  #asked: { readonly time: number; readonly packet: number } | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** @param whyElse returns the cause if there was no fault */
  see(
    { type }: NodeTopic,
    { time, number, payload }: MessageArrival,
    cause: Cause | undefined,
    whyElse: () => RebirthCause,
    report: Report,
  ): void {
    const node = clipped(this.#name);
    if (type === 'NBIRTH') {
      this.#cause = undefined;
      this.#asked = undefined;
    } else if (type === 'NCMD') {
      if (!asksForRebirth(payload)) return;
      const args = { node, cause: this.#cause ?? whyElse() };
      report({ key: 'sparkplug-rebirth-request', args });
      this.#asked ??= { time, packet: number };
    } else {
      this.#cause ??= cause;
      const after = this.#asked === undefined ? 0 : time - this.#asked.time;
      if (after <= REBIRTH_TIMEOUT) return;
      const args = { node, after };
      report({ key: 'sparkplug-rebirth-ignored', args }, { other: this.#asked?.packet });
      this.#asked = undefined;
    }
  }
}
