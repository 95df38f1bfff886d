/** Decisions that the host makes for the broker. */
import type {
  ConnectPacket,
  PublishPacket,
  SubscriptionRequest,
} from '../../../mqtt/tables/packet.ts';
import type { Admitted, Client, Peer } from './parties.ts';
import type { PublishVerdict, Refusal, SubscribeVerdict, Verdict } from './verdicts.ts';

/** A client that names an authentication method (4.12), in CONNECT or, `isAgain`, later. */
export interface AuthenticationStart {
  readonly method: string;
  /** Empty where the broker is to assign one. */
  readonly clientId: string;
  readonly userName: string | undefined;
  readonly peer: Peer;
  readonly isAgain: boolean;
}

/** Given the client's data, tells what comes next: the broker's data, or why the client is refused. */
export type AuthenticationExchange = (data: Uint8Array | undefined) =>
  | {
      readonly kind: 'continue' | 'done';
      readonly data?: Uint8Array;
      /** With `done`: whom the exchange has shown it to be; it counts as the user name of CONNECT. */
      readonly userName?: string;
    }
  | Refusal;

/** Decisions that the host makes. A hook that throws refuses, and `failed` hears of it. */
export interface Hooks {
  /**
   * Default: everybody may connect. The packet holds the password: do not keep it. `later`: the
   * host tells by `Broker.decide`; until then nothing more of this connection is read, and the
   * limit `connectTimeout` goes on.
   */
  readonly authenticate?: (
    packet: ConnectPacket,
    peer: Peer,
    connection: number,
  ) => Verdict | Admitted | 'later';
  /**
   * For MQTT 5's exchange of AUTH packets, in place of `authenticate`. Undefined where the method is
   * not known: 0x8C. Default: none is.
   */
  readonly beginAuthentication?: (start: AuthenticationStart) => AuthenticationExchange | undefined;
  /**
   * What this client's identifier must begin with, once it may connect: another is refused with 0x85
   * (return code 2), and one that the broker assigns begins so. Default: nothing. Not asked of clients
   * on terms of their own.
   */
  readonly clientIdPrefix?: (userName: string | undefined, peer: Peer) => string;
  /** Default: everything may be published. The topic is the full one, also where an alias was sent. */
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
  /** Asked for each message to each subscriber; false: it does not get it. Default: everything. */
  readonly authoriseRead?: (client: Client, topic: string) => boolean;
  /**
   * The terms of a client whose session was kept over the end of the process, and which came in on terms
   * of its own then. Undefined: nobody knows it any more, and its session is not there.
   */
  readonly readmit?: (sessionName: string) => Admitted | undefined;
  /** An exception in a hook or in the broker itself; the connection that it hit is closed. */
  readonly failed?: (where: string, error: unknown) => void;
}
