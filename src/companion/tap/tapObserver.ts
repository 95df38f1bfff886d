/** What a tap tells of the connections that it forwards. */
import type { EndCause } from '../../engine/disconnectCause/endCauses.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';

/** A device's connection as it comes in. */
export interface TappedPeer {
  readonly address: string;
  readonly loopback: boolean;
  readonly transport: 'tcp' | 'websocket';
  readonly secure: boolean;
  /** Where it is led to, without secrets. */
  readonly onward: string;
}

/** Bytes are lent; times in ms of the process's clock. */
export interface TapObserver {
  opened(connection: number, peer: TappedPeer, now: number): void;
  passed(connection: number, sender: Sender, bytes: Uint8Array, now: number): void;
  /** That side speaks in text frames of WebSocket, which are led on as binary ones; told once. */
  textFrames?(connection: number, sender: Sender): void;
  /** One side has ended it a while ago, and the other one has not yet: `closed` comes when it does. */
  halfClosed?(connection: number, ending: HalfEnding): void;
  /** So many more said nothing lately; they are not told one by one. */
  silent?(count: number): void;
  /** `by`: who ended it first, where anybody did. */
  closed(connection: number, ending: Ending, now: number): void;
}

/** `cause`, as far as it is known then. */
export interface HalfEnding extends Ending {
  readonly by: Sender;
}

export interface Ending {
  readonly by: Sender | undefined;
  readonly cause: EndCause;
  readonly clientId: string | undefined;
  readonly address: string;
  /** ms. */
  readonly lasted: number;
}
