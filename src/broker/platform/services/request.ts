/** A message of a device on its way through the services, and what becomes of it. */

import type { AlinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { AlinkCode } from '../../../alibaba/alink/codes.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { AlinkMessage } from '../../../alibaba/alink/envelope.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';
import type { JsonTree } from '../../../payload/jsonTree.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { DeviceEvent } from '../devices/commands.ts';
import type { DesiredValues } from './desired.ts';
import type { DeviceLogs } from './deviceLogs.ts';
import type { FileUploads } from './fileUploads.ts';
import type { LastValues } from './lastValues.ts';
import type { Ota } from './ota.ts';
import type { RawData } from './rawData.ts';
import type { RemoteConfig } from './remoteConfig.ts';
import type { Shadows } from './shadows.ts';
import type { Tags } from './tags.ts';

/** What is known of devices. */
export interface Known {
  readonly values: LastValues;
  readonly shadows: Shadows;
  readonly desired: DesiredValues;
  readonly tags: Tags;
  readonly raw: RawData;
  readonly ota: Ota;
  readonly config: RemoteConfig;
  readonly logs: DeviceLogs;
  readonly uploads: FileUploads;
}

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

export type Handler =
  | {
      readonly reads: 'alink';
      readonly handle: (request: AlinkRequest, known: Known) => AlinkOutcome;
    }
  | {
      /** It answers by itself, if at all. */
      readonly reads: 'bytes';
      readonly handle: (message: DeviceMessage, known: Known) => Outcome;
    };
