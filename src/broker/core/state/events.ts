/**
 * Events for the operator's log: clients that connected, were refused or were stopped, and the limit that
 * stopped them. Contains no passwords and payloads.
 */

import type { Client } from '../contract/parties.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Limits } from '../memory/limits.ts';
import type { Connection } from '../sessions/connection.ts';

/** Client of the event, as far as known. Names are the client's own and may be long. */
export interface EventParty {
  /** Undefined without a connection, for example for the will of a disconnected client. */
  readonly connection?: number;
  /** Address of the peer with its port: `127.0.0.1:50312`. */
  readonly address: string;
  readonly transport: string;
  /** Undefined before CONNECT. */
  readonly clientId?: string;
  readonly userName?: string;
}

interface Why {
  /** Reason code of MQTT 5, also if the client's version has none. */
  readonly reasonCode: number;
  readonly reason?: string;
}

export type BrokerEvent =
  | (EventParty & {
      readonly kind: 'sign-in';
      readonly version: number;
      /** The client resumed its session. */
      readonly sessionPresent: boolean;
    })
  /** A connection that ended before its client was accepted, for any reason. */
  | (EventParty & Why & { readonly kind: 'sign-in-refused' })
  /** A client connected with the identifier of another connected one, which is disconnected. */
  | (EventParty & {
      readonly kind: 'take-over';
      readonly olderConnection: number;
      readonly olderAddress: string;
    })
  /** The end of an accepted client. `network`: without DISCONNECT. */
  | (EventParty &
      Partial<Why> & { readonly kind: 'disconnected'; readonly by: 'client' | 'network' })
  | (EventParty & Why & { readonly kind: 'disconnected'; readonly by: 'broker' })
  /** Refusal of one message or one filter. */
  | (EventParty &
      Why & {
        readonly kind: 'refusal';
        readonly of: 'publish' | 'will' | 'subscribe';
        /** Topic name or filter. */
        readonly topic: string;
      })
  /** The client exceeded a limit; the refusal or end that follows has its own event. */
  | (Partial<EventParty> & {
      readonly kind: 'limit';
      readonly limit: keyof Limits;
      readonly reason?: string;
    });

/** Must not throw; called before the effect is sent. */
export type EventSink = (event: BrokerEvent) => void;

export function partyOf({ link, peer, introduced, session }: Connection): EventParty {
  const { address, transport } = peer;
  const known = session?.client ?? introduced;
  return { connection: link.id, address, transport, ...(known && named(known)) };
}

/** For events without a connection. */
export function partyOfClient(client: Client): EventParty {
  const { address, transport } = client.peer;
  return { address, transport, ...named(client) };
}

export const why = ({ reasonCode, reasonString }: Refusal): Why => ({
  reasonCode,
  ...(reasonString !== undefined && { reason: reasonString }),
});

const named = ({
  id,
  userName,
}: {
  readonly id: string;
  readonly userName: string | undefined;
}): Pick<EventParty, 'clientId' | 'userName'> => ({
  clientId: id,
  ...(userName !== undefined && { userName }),
});
