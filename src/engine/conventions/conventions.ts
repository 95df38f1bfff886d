/** The conventions that are on, as one; without any, none of their code runs. */
import type { ConnectPacket } from '../../mqtt/packet.ts';
import { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { Convention, RequestConvention, TopicMeaning } from './convention.ts';

/** Whose a topic name is that requests or replies come on. */
export interface TopicClaim {
  /** Of the convention. */
  readonly id: string;
  /** undefined: what tells it is not loaded yet. */
  readonly meaning: TopicMeaning | undefined;
}

export class Conventions {
  /** Finds secrets, those of the conventions included. */
  readonly secrets: Secrets;
  /** Of those that pair requests and replies; by their ids. */
  readonly requests: ReadonlyMap<string, RequestConvention>;
  readonly #all: readonly Convention[];

  constructor(conventions: readonly Convention[]) {
    this.#all = conventions;
    this.secrets = new Secrets(conventions.flatMap(({ secrets }) => secrets ?? []));
    this.requests = new Map(
      conventions.flatMap(({ id, requests }) => (requests ? [[id, requests] as const] : [])),
    );
  }

  /** Where two would have it, the first does. */
  claimOf(topic: string): TopicClaim | undefined {
    for (const [id, { beginnings, meaningOf }] of this.requests) {
      if (!beginnings.some((beginning) => topic.startsWith(beginning))) continue;
      const { found } = meaningOf;
      const meaning = found?.(topic);
      if (found === undefined || meaning !== undefined) return { id, meaning };
    }
    return undefined;
  }

  /** What tells the meaning of topics. */
  async load(): Promise<void> {
    await Promise.all([...this.requests.values()].map(({ meaningOf }) => meaningOf.load()));
  }

  /** Who a client is at every sign-in. */
  ownerOf(connect: Pick<ConnectPacket, 'clientId' | 'userName'>): string {
    for (const { ownerOf } of this.#all) {
      const owner = ownerOf?.(connect);
      if (owner !== undefined) return owner;
    }
    return connect.clientId;
  }

  hasLeadingSlash(topic: string, owner: string): boolean {
    return this.#all.some(({ hasLeadingSlash }) => hasLeadingSlash?.(topic, owner) === true);
  }
}
