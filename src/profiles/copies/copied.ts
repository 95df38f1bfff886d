/** Result of copying a packet: a text with notes on omissions, or the reason why there is none. */

/** A warning about a copied text. */
export type CopyNote =
  /** The connection's address is for WebSocket, which the tool does not support. */
  | { readonly kind: 'port-assumed'; readonly port: number }
  /** The capture does not contain the broker's address. */
  | { readonly kind: 'address-unknown' }
  /** The broker is in the tab itself, which the tool cannot reach. */
  | { readonly kind: 'address-of-tab' }
  /** The connection signs in; the command does not. */
  | { readonly kind: 'without-sign-in' }
  /** The password is left out. */
  | { readonly kind: 'without-password' }
  /** The mark `…` replaces tokens. */
  | { readonly kind: 'without-tokens' }
  /** The command takes the password from `MQTTSCOPE_PASSWORD`. */
  | { readonly kind: 'password-in-variable' }
  /** Parts that the tool cannot express, by the standard's names. */
  | { readonly kind: 'left-out'; readonly what: readonly string[] };

export type CopyRefusal =
  /** A client library or the broker sends this type of packet; no command does. */
  | { readonly kind: 'no-command'; readonly packetType: number }
  /** Too broken to be decoded. */
  | { readonly kind: 'broken' }
  /** The topic is an alias whose definition the capture lacks. */
  | { readonly kind: 'unknown-topic' }
  /** A terminal would interpret it instead of passing it on. */
  | { readonly kind: 'control-characters'; readonly field: string }
  /** The tool requires text there. */
  | { readonly kind: 'binary'; readonly field: string }
  /** Bytes. */
  | { readonly kind: 'too-large'; readonly size: number; readonly most: number }
  /** The same for the packet, limited by the page and the clipboard. */
  | { readonly kind: 'too-large-to-copy'; readonly size: number; readonly most: number };

export type Copied =
  | {
      readonly ok: true;
      /** Made on request, because a large payload takes a while. */
      readonly text: () => string;
      readonly notes: readonly CopyNote[];
    }
  | { readonly ok: false; readonly why: CopyRefusal };

export function refused(why: CopyRefusal): Copied {
  return { ok: false, why };
}

/** Removes empty notes. */
export function copied(text: () => string, notes: readonly CopyNote[]): Copied {
  return {
    ok: true,
    text,
    notes: notes.filter((note) => note.kind !== 'left-out' || note.what.length > 0),
  };
}
