/**
 * What happens in the broker that whoever runs it wants to look up afterwards: who came, who was turned
 * away, who was stopped and by which limit. Facts for a log, without secrets: no password, no payload.
 */

import type { Client } from '../contract/parties.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Limits } from '../memory/limits.ts';
import type { Connection } from '../sessions/connection.ts';

/** Whom it is about, as far as that is known by then. Names are the client's own and may be long. */
export interface EventParty {
  /** Undefined where no connection is behind it, such as for the will of a client that is gone. */
  readonly connection?: number;
  /** Of the peer, with its port: `127.0.0.1:50312`. */
  readonly address: string;
  readonly transport: string;
  /** Undefined before CONNECT. */
  readonly clientId?: string;
  readonly userName?: string;
}

interface Why {
  /** Of MQTT 5, also where the client's version has none. */
  readonly reasonCode: number;
  readonly reason?: string;
}

export type BrokerEvent =
  | (EventParty & {
      readonly kind: 'sign-in';
      readonly version: number;
      /** The client is back in the session that it had. */
      readonly sessionPresent: boolean;
    })
  /** A connection that ended before its client was let in, whatever the cause. */
  | (EventParty & Why & { readonly kind: 'sign-in-refused' })
  /** A client came under the identifier of another that is connected, which has to leave. */
  | (EventParty & {
      readonly kind: 'take-over';
      readonly olderConnection: number;
      readonly olderAddress: string;
    })
  /** The end of a client that had been let in. `network`: without DISCONNECT. */
  | (EventParty &
      Partial<Why> & { readonly kind: 'disconnected'; readonly by: 'client' | 'network' })
  | (EventParty & Why & { readonly kind: 'disconnected'; readonly by: 'broker' })
  /** Of one message or one filter. */
  | (EventParty &
      Why & {
        readonly kind: 'refusal';
        readonly of: 'publish' | 'will' | 'subscribe';
        /** Name or filter. */
        readonly topic: string;
      })
  /** What the client did goes beyond it; the refusal or the end that follows has an event of its own. */
  | (Partial<EventParty> & {
      readonly kind: 'limit';
      readonly limit: keyof Limits;
      readonly reason?: string;
    });

/** Must not throw; called before the effect is on the wire. */
export type EventSink = (event: BrokerEvent) => void;

export function partyOf({ link, peer, introduced, session }: Connection): EventParty {
  const { address, transport } = peer;
  const known = session?.client ?? introduced;
  return { connection: link.id, address, transport, ...(known && named(known)) };
}

/** Where no connection is behind it. */
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
