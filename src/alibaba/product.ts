/** What the platform knows of a product: what its devices may say, and what they are. */
import type { ThingModel } from './alink/thingModel.ts';
import type { RawRule } from './rawRules.ts';

/** What a device may do with a topic class. */
export type TopicOperation = 'PUB' | 'SUB' | 'ALL';

/**
 * A custom topic class of a product. `${deviceName}` stands for the name of each of its devices;
 * wildcards are allowed where the operation is SUB.
 */
export interface TopicClass {
  /** e.g. `/a1B2c3D4e5F/${deviceName}/user/get`. */
  readonly topic: string;
  readonly operation: TopicOperation;
}

export interface Product {
  readonly productKey: string;
  /** For people. */
  readonly name: string;
  /** Custom classes; the platform's own topics need none. */
  readonly topics: readonly TopicClass[];
  /** Without it properties are not checked. */
  readonly model?: ThingModel | undefined;
  /** With it devices may register themselves. */
  readonly productSecret?: string | undefined;
  /** The console's switch; true where absent. */
  readonly dynamicRegistration?: boolean;
  /** How raw data is answered; absent: not at all. */
  readonly rawRules?: readonly RawRule[];
}
