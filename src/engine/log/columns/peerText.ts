/** Texts that a peer chose freely: the reason of a Close frame, the name of a server, a subprotocol. */
import { quotable } from '../../../base/secretsInText.ts';

/** A copy without secrets has the length only, because such a text may hold anything. */
export interface PeerText {
  /** UTF-16 code units of the original. */
  readonly length: number;
  /** At most 60 code units, with named secrets as `*`; undefined: not to be shown. */
  readonly text?: string;
}

const LONGEST = 60;

/** The text as people may read it. */
export function quotedPeer(text: string): string {
  const shown = quotable(text);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST).trimEnd()}…` : shown;
}

export const peerText = (text: string): PeerText => ({
  length: text.length,
  text: quotedPeer(text),
});

/** Names of MQTT, also those that libraries invented. */
const MQTT_NAME = /^mqtt(?:-?v?\d[\d.]{0,5})?$/i;

/** Browsers send tokens as names of subprotocols, so other names than those of MQTT are not shown. */
export const subprotocolText = (name: string): PeerText =>
  MQTT_NAME.test(name) ? { length: name.length, text: name } : { length: name.length };

export const lengthOnly = ({ length }: PeerText): PeerText => ({ length });
