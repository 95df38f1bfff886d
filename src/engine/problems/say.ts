/** How judges tell what they found, and how they put values into sentences. */
import { packetName, packetTypeOf } from '../../mqtt/packetNames.ts';
import type { ConversationRuleId } from '../rules/rules.ts';

/** What differs from the packet that is being judged. */
export interface FoundElsewhere {
  /** Another packet that belongs to it. */
  readonly other?: number | undefined;
  /** The packet that shows it. */
  readonly packet?: number;
  /** µs since the capture's origin. */
  readonly time?: number;
  /** Number of a statement that fits better than the rule's own, e.g. `3.3.4-9`. */
  readonly statement?: string;
}

/** One sentence with this case's own values. */
export type Say = (rule: ConversationRuleId, text: string, elsewhere?: FoundElsewhere) => void;

const LONGEST = 100;

/** Untrusted text, such as a topic, inside a sentence. */
export function quoted(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
  return `"${shown}"`;
}

/** `12.3 s`, of µs. */
export function seconds(microseconds: number): string {
  return `${Number((microseconds / 1e6).toFixed(microseconds < 1e7 ? 2 : 1))} s`;
}

export function nameOf(bytes: Uint8Array): string {
  const type = packetTypeOf(bytes[0] ?? 0);
  return type === undefined ? 'A packet of a reserved type' : packetName(type);
}

/** `1 code`, `2 codes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
