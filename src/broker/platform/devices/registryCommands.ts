/** Commands that create, change, remove and save devices and products while the platform runs. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { TopicClass } from '../../../alibaba/product.ts';
import type { RawRule } from '../../../alibaba/rawRules.ts';

export type RegistryCommand =
  /** The answer is `device-made`. A missing name or secret is generated. */
  | {
      readonly kind: 'make-device';
      readonly productKey: string;
      readonly deviceName?: string;
      readonly deviceSecret?: string;
    }
  /** Sets the given secret, or a new one. The answer is `device-made`. */
  | ({ readonly kind: 'change-secret'; readonly deviceSecret?: string } & DeviceName)
  /** Ends its connection and deletes all its state. */
  | ({ readonly kind: 'remove-device' } & DeviceName)
  /** The answer is `product-made`. A missing key is generated. `tsl`: TSL JSON. */
  | ({ readonly kind: 'make-product'; readonly productKey?: string } & ProductFields)
  /** Missing members stay unchanged. */
  | ({ readonly kind: 'change-product'; readonly productKey: string } & ProductFields)
  /** Only a product without devices, like in the cloud. */
  | { readonly kind: 'remove-product'; readonly productKey: string }
  /** Writes all changes to the devices file, if there is one; the platform's facts report the result. */
  | { readonly kind: 'save-devices' }
  /** Returns the whole text of a devices file, with its secrets. */
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
  /** For the requester only. */
  | ({ readonly kind: 'device-made'; readonly deviceSecret: string } & DeviceName)
  | { readonly kind: 'product-made'; readonly productKey: string }
  | { readonly kind: 'platform-file'; readonly text: string };

/** State of saving. */
export interface SavingFacts {
  /** Name of the devices file; undefined: none. */
  readonly file: string | undefined;
  /** Devices and products changed since it was read or saved. */
  readonly unsaved: number;
  readonly isSaving: boolean;
  /** Why the last saving failed, in English. */
  readonly failure: string | undefined;
  /** Why its last change could not be read, in English; the earlier content stays. */
  readonly unread?: string | undefined;
}
