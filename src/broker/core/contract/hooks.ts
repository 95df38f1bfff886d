/** Decisions that the host makes for the broker. */
import type {
  ConnectPacket,
  PublishPacket,
  SubscriptionRequest,
} from '../../../mqtt/tables/packet.ts';
import type { Admitted, Client, Peer } from './parties.ts';
import type { PublishVerdict, Refusal, SubscribeVerdict, Verdict } from './verdicts.ts';

/** A client that names an authentication method (4.12) in CONNECT or, with `isAgain`, later. */
export interface AuthenticationStart {
  readonly method: string;
  /** Empty if the broker is to assign one. */
  readonly clientId: string;
  readonly userName: string | undefined;
  readonly peer: Peer;
  readonly isAgain: boolean;
}

/** Takes the client's data and returns the broker's data, or why the client is refused. */
export type AuthenticationExchange = (data: Uint8Array | undefined) =>
  | {
      readonly kind: 'continue' | 'done';
      readonly data?: Uint8Array;
      /** With `done`: the identity that the exchange has proved; it counts as the user name of CONNECT. */
      readonly userName?: string;
    }
  | Refusal;

/** Decisions that the host makes. A hook that throws refuses, and `failed` is called. */
export interface Hooks {
  /**
   * Default: every client may connect. The packet contains the password: do not keep it. `later`: the host
   * answers with `Broker.decide`. Until then nothing more of this connection is read, and `connectTimeout`
   * still applies.
   */
  readonly authenticate?: (
    packet: ConnectPacket,
    peer: Peer,
    connection: number,
  ) => Verdict | Admitted | 'later';
  /**
   * Replaces `authenticate` for MQTT 5's exchange of AUTH packets. Undefined if the method is unknown: 0x8C.
   * Default: no method is known.
   */
  readonly beginAuthentication?: (start: AuthenticationStart) => AuthenticationExchange | undefined;
  /** Default: everything may be published. The topic is the full one, also if an alias was sent. */
  readonly authorisePublish?: (
    client: Client,
    topic: string,
    packet: PublishPacket,
  ) => PublishVerdict;
  /** Default: everything may be subscribed to. A refused filter leaves the connection alive. */
  readonly authoriseSubscribe?: (
    client: Client,
    request: SubscriptionRequest,
    place: number,
    held: number,
  ) => SubscribeVerdict;
  /** Called for each message and subscriber; false: not delivered. Default: everything. */
  readonly authoriseRead?: (client: Client, topic: string) => boolean;
  /**
   * Terms of a client whose session outlasted the process and which was admitted on its own terms. Undefined:
   * the client is unknown now, and its session is dropped.
   */
  readonly readmit?: (sessionName: string) => Admitted | undefined;
  /** An exception in a hook or in the broker; the affected connection is closed. */
  readonly failed?: (where: string, error: unknown) => void;
}
