/** What a host hands to the gateway and takes from it. */

/** Where a client is found. */
export interface SnPlace {
  /** Of the other end of its datagrams: `192.0.2.7:50123`. */
  readonly address: string;
  /** The machine behind that address, for limits and for clients whose port changes. */
  readonly machine: string;
  /** What a forwarder calls it, in hexadecimal; undefined: it sends on its own. */
  readonly node: string | undefined;
}

export interface GatewayTimes {
  /** ms after which what was not answered is sent again (T_retry). */
  readonly retry: number;
  /** How often, until a client is given up (N_retry). */
  readonly retries: number;
  /** ms in which the network may still bring another copy of a datagram. */
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
  /** Names that one client has registered, or was told of. */
  readonly topics: number;
  /** QoS 0 messages that wait for one client, and their bytes; the oldest go. */
  readonly buffered: number;
  readonly bufferedBytes: number;
  /** QoS 1 and 2 messages that wait here for one client; the broker keeps the others. */
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

/** Charged with what clients take, in bytes. */
export interface GatewayMemory {
  fits(bytes: number): boolean;
  add(bytes: number): void;
}

/** What a log should hold. */
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
  /** Of GWINFO. */
  readonly gatewayId: number;
  /** Under which messages of clients without a session (QoS -1) reach the broker. */
  readonly ownClientId: string;
  /** Any unpredictable number from 0 to 0xFFFF, used to prove addresses. */
  readonly secret: () => number;
  /** Topics that have a number without REGISTER. */
  readonly predefined?: ReadonlyMap<number, string>;
  readonly times?: Partial<GatewayTimes>;
  readonly limits?: Partial<GatewayLimits>;
  readonly memory?: GatewayMemory;
  readonly events?: (event: GatewayEvent) => void;
}

/**
 * What the host must do, in this order. `open`: a connection to the broker for that client; `send` and
 * `end` are about it. `end`: close it after what was sent.
 */
export type GatewayOutput =
  | { readonly kind: 'datagram'; readonly to: SnPlace; readonly bytes: Uint8Array }
  | { readonly kind: 'open'; readonly line: number; readonly place: SnPlace | undefined }
  | { readonly kind: 'send'; readonly line: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly line: number };
