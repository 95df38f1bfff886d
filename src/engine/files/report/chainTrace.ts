/**
 * Finds the payload formats of a file: from the user's rules, otherwise from conventions that apply to its
 * topics and messages.
 */
import type { PayloadRules } from '../../../payload/chains/rules.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';
import type { Conventions } from '../../conventions/conventions.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { CapturePlaces } from './capturePlaces.ts';
import type { NumberedPacket } from './dissectedCapture.ts';
import { PassingCapture } from './passingCapture.ts';
import { topicIn } from './payloadReport.ts';

export class ChainTrace {
  readonly #conventions: Conventions;
  readonly #passing: PassingCapture;
  readonly #places = new CapturePlaces();

  constructor(conventions: Conventions, rules: PayloadRules) {
    this.#conventions = conventions;
    this.#passing = new PassingCapture({ conventions });
    this.#passing.capture.chosen.set(rules);
  }

  /** True if nothing was taken yet that may describe this message. */
  awaits({ dissected }: NumberedPacket): boolean {
    if (this.#passing.packets > 0) return false;
    const topic = topicIn(dissected.fields());
    return topic !== undefined && this.#conventions.mayBeDescribed(topic);
  }

  /** Only messages that others describe need the other events of the file. */
  take(event: CaptureEvent): void {
    this.#passing.take(event);
    if (event.kind === 'packet') {
      this.#places.add(this.#passing.packets, this.#passing.capture.newest);
    }
  }

  /**
   * Format of a PUBLISH by everything taken so far; undefined: detected from the payload. If a later packet
   * determined it, the format names that packet's position in the file.
   */
  formatOf({ no, event, dissected }: NumberedPacket): PayloadFormat | undefined {
    const place = {
      number: this.#places.numberOf(no),
      stream: this.#passing.streamOf(event.stream),
      direction: event.direction,
    };
    const found = this.#passing.capture.chosen.of(topicIn(dissected.fields()), place);
    if (found?.later === undefined) return found;
    return { ...found, later: this.#places.placeOf(found.later) };
  }
}
