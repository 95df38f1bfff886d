/** How the payloads of a file are read: by a person's rules, else as conventions tell by its topics and messages. */
import type { Field } from '../../mqtt/dissection.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import type { PayloadFormat } from '../../payload/formats/format.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type { CaptureEvent } from './captureEvents.ts';
import { PassingCapture } from './passingCapture.ts';
import { topicIn } from './payloadReport.ts';

export class ChainTrace {
  readonly #passing: PassingCapture;

  constructor(conventions: Conventions, rules: PayloadRules) {
    this.#passing = new PassingCapture({ conventions });
    this.#passing.capture.chosen.set(rules);
  }

  take(event: CaptureEvent): void {
    this.#passing.take(event);
  }

  /** Of a PUBLISH, by all that was taken; undefined: as its payload looks. */
  formatOf(fields: readonly Field[]): PayloadFormat | undefined {
    return this.#passing.capture.chosen.of(topicIn(fields));
  }
}
