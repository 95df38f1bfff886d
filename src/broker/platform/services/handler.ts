/** Handlers of device messages, and the services they use. */
import type { DesiredValues } from './desired.ts';
import type { LastValues } from './lastValues.ts';
import type { RawData } from './rawData.ts';
import type { AlinkOutcome, AlinkRequest, DeviceMessage, Outcome } from './request.ts';
import type { Shadows } from './shadows.ts';
import type { Tags } from './tags.ts';

/** State of devices. */
export interface Known {
  readonly values: LastValues;
  readonly shadows: Shadows;
  readonly desired: DesiredValues;
  readonly tags: Tags;
  readonly raw: RawData;
}

export type Handler =
  | {
      readonly reads: 'alink';
      readonly handle: (request: AlinkRequest, known: Known) => AlinkOutcome;
    }
  | {
      /** It sends its own answer, if any. */
      readonly reads: 'bytes';
      readonly handle: (message: DeviceMessage, known: Known) => Outcome;
    };
