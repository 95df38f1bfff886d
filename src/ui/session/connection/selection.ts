/** The selection of a connection, shared by all panes: topic, packet, exchange, field, bytes. */
import { perConnection } from './perConnection.ts';

export interface ByteSelection {
  /** Bytes from the packet's first byte. */
  readonly offset: number;
  readonly length: number;
  /** Bits of the byte, if a flag is selected. */
  readonly mask?: number;
}

export interface Selection {
  /** A topic name, or the path of a level on the way to one. */
  readonly topic: string | undefined;
  /** The user chose the list of all topics. Without it, a missing topic is replaced by that of a message. */
  readonly isAllTopics: boolean;
  /** Number of a packet. */
  readonly packet: number | undefined;
  /** Number of an exchange that the user chose; otherwise the exchange of the packet. */
  readonly exchange: number | undefined;
  /** The topic's page shows the newest message, not that of the packet. */
  readonly isNewest: boolean;
  /** The app selected the message because nothing was selected. One that shows more may replace it. */
  readonly isFirst: boolean;
  /** Within the selected packet. */
  readonly bytes: ByteSelection | undefined;
}

const NOTHING: Selection = {
  topic: undefined,
  isAllTopics: false,
  packet: undefined,
  exchange: undefined,
  isNewest: true,
  isFirst: false,
  bytes: undefined,
};
const NO_PART = { exchange: undefined, bytes: undefined };

const selections = perConnection(NOTHING);

export const useSelection = selections.use;

export const selectionOf = selections.of;

/** Called after any change. Returns a function that stops it. */
export const whenSelected = selections.listen;

/**
 * Changes the named parts and keeps the rest. Another packet drops the exchange and the bytes of the old one, and
 * its message is shown on the page of the topic. Another topic begins with its newest message.
 */
export function select(connectionId: string, change: Partial<Selection>): void {
  const before = selections.of(connectionId);
  const otherPacket = 'packet' in change && change.packet !== before.packet;
  const isNewest = 'packet' in change ? change.packet === undefined : 'topic' in change;
  selections.set(connectionId, {
    ...before,
    ...(otherPacket ? NO_PART : {}),
    ...('packet' in change || 'topic' in change ? { isNewest, isFirst: false } : {}),
    ...('topic' in change ? { isAllTopics: false } : {}),
    ...change,
  });
}

/** Shows the list of all topics, not the topic of a message. */
export const showAllTopics = (connectionId: string): void =>
  select(connectionId, { topic: undefined, isAllTopics: true });
