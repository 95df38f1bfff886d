/** A product: its thing model, topics and settings. */
import type { ThingModel } from './alink/thingModel.ts';

/** Permission of a device for a topic class. */
export type TopicOperation = 'PUB' | 'SUB' | 'ALL';

/**
 * A custom topic class of a product. `${deviceName}` is a placeholder for the name of each device. Wildcards
 * are allowed for the operation SUB.
 */
export interface TopicClass {
  /** For example `/a1B2c3D4e5F/${deviceName}/user/get`. */
  readonly topic: string;
  readonly operation: TopicOperation;
}

export interface Product {
  readonly productKey: string;
  /** Display name. */
  readonly name: string;
  /** Custom classes; the platform's own topics need none. */
  readonly topics: readonly TopicClass[];
  /** Without a model, properties are not checked. */
  readonly model?: ThingModel | undefined;
  /** With this secret, devices may register themselves. */
  readonly productSecret?: string | undefined;
  /** The console's switch; default: true. */
  readonly dynamicRegistration?: boolean;
}
