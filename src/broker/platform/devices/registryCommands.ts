/** Making, changing and removing devices and products while the platform runs, and keeping that. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { TopicClass } from '../../../alibaba/product.ts';
import type { RawRule } from '../../../alibaba/rawRules.ts';

export type RegistryCommand =
  /** Answered with `device-made`. A name or a secret that is not given is made up. */
  | {
      readonly kind: 'make-device';
      readonly productKey: string;
      readonly deviceName?: string;
      readonly deviceSecret?: string;
    }
  /** Another secret: the given one, or a new one. Answered with `device-made`. */
  | ({ readonly kind: 'change-secret'; readonly deviceSecret?: string } & DeviceName)
  /** Its connection ends, and all that is known of it is forgotten. */
  | ({ readonly kind: 'remove-device' } & DeviceName)
  /** Answered with `product-made`. A key that is not given is made up. `tsl`: TSL JSON. */
  | ({ readonly kind: 'make-product'; readonly productKey?: string } & ProductFields)
  /** What is not given stays. */
  | ({ readonly kind: 'change-product'; readonly productKey: string } & ProductFields)
  /** Only one without devices, as in the cloud. */
  | { readonly kind: 'remove-product'; readonly productKey: string }
  /** Writes all changes to the devices file, where there is one; facts of the platform say what came of it. */
  | { readonly kind: 'save-devices' }
  /** The whole as the text of a devices file, with its secrets. */
  | { readonly kind: 'platform-file' };

export interface ProductFields {
  readonly name?: string;
  /** Empty: none. */
  readonly tsl?: string;
  readonly topics?: readonly TopicClass[];
  readonly dynamicRegistration?: boolean;
  readonly rawRules?: readonly RawRule[];
}

export type RegistryReply =
  /** For whoever asked only. */
  | ({ readonly kind: 'device-made'; readonly deviceSecret: string } & DeviceName)
  | { readonly kind: 'product-made'; readonly productKey: string }
  | { readonly kind: 'platform-file'; readonly text: string };

/** Whether what was changed is kept. */
export interface SavingFacts {
  /** Name of the devices file; undefined: there is none. */
  readonly file: string | undefined;
  /** Devices and products that were changed since it was read or saved. */
  readonly unsaved: number;
  readonly isSaving: boolean;
  /** Why it could not be saved last, in English. */
  readonly failure: string | undefined;
  /** Why it could not be read when it changed last, in English: what was known before stays. */
  readonly unread?: string | undefined;
}
