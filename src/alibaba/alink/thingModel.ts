/** A thing model: the properties, events and services of a product, as in Alibaba's TSL JSON. */

/** With the names of TSL. */
export type ThingType =
  | {
      readonly type: 'int' | 'float' | 'double';
      readonly min?: number;
      readonly max?: number;
      readonly step?: number;
      readonly unit?: string;
    }
  /** `names` by value. */
  | { readonly type: 'enum' | 'bool'; readonly names: ReadonlyMap<number, string> }
  /** `length`: limit of bytes. */
  | { readonly type: 'text'; readonly length?: number }
  /** Milliseconds since 1970 as decimal text. */
  | { readonly type: 'date' }
  | { readonly type: 'struct'; readonly members: readonly ThingValue[] }
  | { readonly type: 'array'; readonly size?: number; readonly item: ThingType };

/** A property, a member of a struct, or one value of an event's or a service's data. */
export interface ThingValue {
  readonly identifier: string;
  readonly name: string;
  readonly type: ThingType;
}

export interface ThingProperty extends ThingValue {
  /** `rw`: the cloud may set it. */
  readonly access: 'r' | 'rw';
  readonly isRequired: boolean;
}

export interface ThingEvent {
  readonly identifier: string;
  readonly name: string;
  readonly level: 'info' | 'alert' | 'error';
  readonly output: readonly ThingValue[];
}

export interface ThingService {
  readonly identifier: string;
  readonly name: string;
  /** `sync`: the cloud waits for the reply, by RRPC. */
  readonly call: 'sync' | 'async';
  readonly input: readonly ThingValue[];
  readonly output: readonly ThingValue[];
}

/** Without the built-in members of every model: the event `post`, and the services `set` and `get`. */
export interface ThingModel {
  readonly properties: readonly ThingProperty[];
  readonly events: readonly ThingEvent[];
  readonly services: readonly ThingService[];
}
