/** What a copy of a packet gives: a text with what it leaves out, or why there is none. */

/** What a person must know of a text that was copied. */
export type CopyNote =
  /** The connection's address is a WebSocket's, which the tool does not speak. */
  | { readonly kind: 'port-assumed'; readonly port: number }
  /** The capture does not say where its broker is. */
  | { readonly kind: 'address-unknown' }
  /** It is in the tab itself, and the tool cannot reach it. */
  | { readonly kind: 'address-of-tab' }
  /** The connection signs in; the command does not. */
  | { readonly kind: 'without-sign-in' }
  /** The tool cannot say these, by the standard's names. */
  | { readonly kind: 'left-out'; readonly what: readonly string[] };

export type CopyRefusal =
  /** This kind of packet is sent by a client's library or the broker; no command makes one. */
  | { readonly kind: 'no-command'; readonly packetType: number }
  /** Too broken to have a meaning. */
  | { readonly kind: 'broken' }
  /** The topic stands behind an alias that this capture never saw defined. */
  | { readonly kind: 'unknown-topic' }
  /** A terminal would act on it instead of passing it on. */
  | { readonly kind: 'control-characters'; readonly field: string }
  /** The tool takes text there. */
  | { readonly kind: 'binary'; readonly field: string }
  /** Bytes. */
  | { readonly kind: 'too-large'; readonly size: number; readonly most: number }
  /** The same of the packet, for the page and the clipboard. */
  | { readonly kind: 'too-large-to-copy'; readonly size: number; readonly most: number };

export type Copied =
  | {
      readonly ok: true;
      /** Made when it is asked for: of a large payload that takes a while. */
      readonly text: () => string;
      readonly notes: readonly CopyNote[];
    }
  | { readonly ok: false; readonly why: CopyRefusal };

export function refused(why: CopyRefusal): Copied {
  return { ok: false, why };
}

/** Notes without those that say nothing. */
export function copied(text: () => string, notes: readonly CopyNote[]): Copied {
  return {
    ok: true,
    text,
    notes: notes.filter((note) => note.kind !== 'left-out' || note.what.length > 0),
  };
}
