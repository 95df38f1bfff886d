/** One selection per connection, shared by all panes: topic, packet, exchange, field, bytes. */
import { create } from 'zustand';

export interface ByteSelection {
  /** Bytes from the packet's first byte. */
  readonly offset: number;
  readonly length: number;
  /** Bits of the one byte, where a flag is selected. */
  readonly mask?: number;
}

export interface Selection {
  /** A topic name, or the path of a level on the way to one. */
  readonly topic: string | undefined;
  /** Number of a packet. */
  readonly packet: number | undefined;
  /** Number of an exchange that was chosen as such; else it is the one that the packet belongs to. */
  readonly exchange: number | undefined;
  /** Within the selected packet. */
  readonly bytes: ByteSelection | undefined;
}

const NOTHING: Selection = {
  topic: undefined,
  packet: undefined,
  exchange: undefined,
  bytes: undefined,
};
const NO_PART = { exchange: undefined, bytes: undefined };

const useSelections = create<{ readonly of: Readonly<Record<string, Selection>> }>()(() => ({
  of: {},
}));

export function useSelection(connectionId: string): Selection {
  return useSelections((state) => state.of[connectionId] ?? NOTHING);
}

export function selectionOf(connectionId: string): Selection {
  return useSelections.getState().of[connectionId] ?? NOTHING;
}

/** Changes what is named and leaves the rest; another packet drops the exchange and the bytes of the old one. */
export function select(connectionId: string, change: Partial<Selection>): void {
  useSelections.setState(({ of }) => {
    const before = of[connectionId] ?? NOTHING;
    const otherPacket = 'packet' in change && change.packet !== before.packet;
    const after = { ...before, ...(otherPacket ? NO_PART : {}), ...change };
    return { of: { ...of, [connectionId]: after } };
  });
}

export function forgetSelection(connectionId: string): void {
  useSelections.setState(({ of }) => {
    const { [connectionId]: _gone, ...rest } = of;
    return { of: rest };
  });
}
