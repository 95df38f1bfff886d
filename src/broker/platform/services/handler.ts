/** Handlers of device messages. */
import type { LastValues } from './lastValues.ts';
import type { AlinkOutcome, AlinkRequest, DeviceMessage, Outcome } from './request.ts';

export type Handler =
  | {
      readonly reads: 'alink';
      readonly handle: (request: AlinkRequest, values: LastValues) => AlinkOutcome;
    }
  | {
      /** It sends its own answer, if any. */
      readonly reads: 'bytes';
      readonly handle: (message: DeviceMessage) => Outcome;
    };
