/** Packet shown in each connection's detail, for commands elsewhere: palette and keys. */
import { create } from 'zustand';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { texts } from '../../kit/language/useText.ts';
import type { MenuItem } from '../../kit/overlays/menuEntries.ts';
import type { OutlineNode } from './outline.ts';
import type { Readable } from './readable.ts';

export interface ShownDetail {
  readonly detail: PacketDetail;
  readonly readable: Readable;
  /** The selected field. */
  readonly field: OutlineNode | undefined;
  /** Server of the packet's stream, if a capture file contains it. Used as an address for tools. */
  readonly server: string | undefined;
  /** The user revealed this packet's secrets. */
  readonly revealed: boolean;
  /** Copy formats, for the palette. */
  readonly copies: (connectionId: string) => readonly MenuItem[];
}

const shown = new Map<string, ShownDetail>();

/** Returns a function that removes it. */
export function setShownDetail(connectionId: string, detail: ShownDetail): () => void {
  shown.set(connectionId, detail);
  return () => {
    if (shown.get(connectionId) === detail) shown.delete(connectionId);
  };
}

export function shownDetail(connectionId: string): ShownDetail | undefined {
  return shown.get(connectionId);
}

/** Empty if no packet is shown. */
export function copyActions(connectionId: string): readonly MenuItem[] {
  return shown.get(connectionId)?.copies(connectionId) ?? [];
}

/** ms that the word of a copy stays. */
const SHOWN_FOR = 4000;

/** Last copied text, for visual confirmation. */
export const useCopied = create<{ readonly text: string }>()(() => ({ text: '' }));

let taken: ReturnType<typeof setTimeout> | undefined;

/** Announces the result briefly. */
export function sayCopied(done: boolean, masked: boolean): void {
  const t = texts().copies.done;
  clearTimeout(taken);
  useCopied.setState({ text: done ? (masked ? t.masked : t.copied) : t.failed });
  taken = setTimeout(() => useCopied.setState({ text: '' }), SHOWN_FOR);
}
