/** Interface between the gateway and its host. */

/** Network location of a client. */
export interface SnPlace {
  /** Remote address of its datagrams: `192.0.2.7:50123`. */
  readonly address: string;
  /** The machine of that address, for limits and for clients whose port changes. */
  readonly machine: string;
  /** A forwarder's id for the client in hexadecimal; undefined without a forwarder. */
  readonly node: string | undefined;
}

export interface GatewayTimes {
  /** ms after which an unanswered message is repeated (T_retry). */
  readonly retry: number;
  /** Number of repetitions until a client is given up (N_retry). */
  readonly retries: number;
  /** ms during which the network may deliver another copy of a datagram. */
  readonly late: number;
  /** ms for a CONNECT with its will. */
  readonly connecting: number;
}

export const DEFAULT_TIMES: GatewayTimes = {
  retry: 10_000,
  retries: 4,
  late: 2_000,
  connecting: 30_000,
};

export interface GatewayLimits {
  readonly clients: number;
  readonly clientsPerMachine: number;
  /** Maximum number of topic names per client, registered by either side. */
  readonly topics: number;
  /** Maximum QoS 0 messages queued per client, and their bytes; the oldest are dropped. */
  readonly buffered: number;
  readonly bufferedBytes: number;
  /** Maximum QoS 1 and 2 messages queued here per client; the broker keeps the others. */
  readonly receiveMaximum: number;
}

export const DEFAULT_GATEWAY_LIMITS: GatewayLimits = {
  clients: 2_000,
  clientsPerMachine: 500,
  topics: 1_000,
  buffered: 100,
  bufferedBytes: 64 * 1024,
  receiveMaximum: 16,
};

/** Accounts for the memory of clients, in bytes. */
export interface GatewayMemory {
  fits(bytes: number): boolean;
  add(bytes: number): void;
}

/** Events worth logging. */
export type GatewayEvent =
  | { readonly kind: 'joined'; readonly clientId: string; readonly place: SnPlace }
  | {
      readonly kind: 'refused';
      readonly clientId: string;
      readonly place: SnPlace;
      readonly why: 'clients' | 'clientsPerMachine' | 'memory' | 'protocol' | 'broker';
    }
  | {
      readonly kind: 'left';
      readonly clientId: string;
      readonly place: SnPlace;
      readonly why: 'disconnect' | 'silent' | 'unanswered' | 'replaced' | 'broker';
    };

export interface GatewayOptions {
  /** Gateway id for GWINFO. */
  readonly gatewayId: number;
  /** Client identifier for messages of clients without a session (QoS -1). */
  readonly ownClientId: string;
  /** Topics with a predefined id, usable without REGISTER. */
  readonly predefined?: ReadonlyMap<number, string>;
  readonly times?: Partial<GatewayTimes>;
  readonly limits?: Partial<GatewayLimits>;
  readonly memory?: GatewayMemory;
  readonly events?: (event: GatewayEvent) => void;
}

/**
 * Instructions for the host, in this order. `open`: a connection to the broker for that client, which `send`
 * and `end` refer to. `end`: closes it after everything sent.
 */
export type GatewayOutput =
  | { readonly kind: 'datagram'; readonly to: SnPlace; readonly bytes: Uint8Array }
  | { readonly kind: 'open'; readonly line: number; readonly place: SnPlace | undefined }
  | { readonly kind: 'send'; readonly line: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly line: number };
