/** A message of a device on its way through the services, and what becomes of it. */

import type { AlinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { AlinkCode } from '../../../alibaba/alink/codes.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { AlinkMessage } from '../../../alibaba/alink/envelope.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';
import type { JsonTree } from '../../../payload/json/jsonTree.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { DeviceEvent } from '../devices/logCommands.ts';

export interface DeviceMessage {
  readonly cloud: Cloud;
  readonly device: DeviceName;
  readonly topic: string;
  readonly meaning: AlinkTopic;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1;
}

export interface AlinkRequest extends DeviceMessage {
  readonly tree: JsonTree;
  readonly message: AlinkMessage;
}

/** What is noted. */
export interface Outcome {
  readonly kind: DeviceEvent['kind'];
  readonly why?: string;
  /** Names that the note is about, by commas. */
  readonly about?: string;
  /** Of the answer. */
  readonly code?: number;
  /** What did not fit the thing model, the first of them. */
  readonly misfits?: readonly Misfit[];
  /** Nothing of what was posted fitted. */
  readonly isAllFiltered?: boolean;
}

/** To a request in Alink's envelope; without a code nothing is answered. */
export interface AlinkOutcome extends Omit<Outcome, 'code'> {
  readonly code?: AlinkCode;
  /** JSON text; default `{}`. */
  readonly data?: string;
  readonly message?: string;
}
