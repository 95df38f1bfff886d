/** Events of a tap's connections. */
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';

/** A device's connection on arrival. */
export interface TappedPeer {
  readonly address: string;
  readonly loopback: boolean;
  readonly transport: 'tcp' | 'websocket';
  readonly secure: boolean;
  /** Its target, without secrets. */
  readonly onward: string;
}

/** Bytes are lent; times are ms of the process's clock. */
export interface TapObserver {
  opened(connection: number, peer: TappedPeer, now: number): void;
  passed(connection: number, sender: Sender, bytes: Uint8Array, now: number): void;
  /** The side uses text frames of WebSocket, which are forwarded as binary ones; reported once. */
  textFrames?(connection: number, sender: Sender): void;
  /** The first side has ended a while ago, the other has not: `closed` follows when it does. */
  halfClosed?(connection: number, ending: HalfEnding): void;
  /** Number of further recent silent visits, which are not reported singly. */
  silent?(count: number): void;
  /** `by`: the side that ended it first, if any. */
  closed(connection: number, ending: Ending, now: number): void;
}

/** `cause` as far as it is known by then. */
export interface HalfEnding extends Ending {
  readonly by: Sender;
}

export interface Ending {
  readonly by: Sender | undefined;
  readonly cause: EndCause;
  readonly clientId: string | undefined;
  readonly address: string;
  /** ms since the first side's end. */
  readonly lasted: number;
}
