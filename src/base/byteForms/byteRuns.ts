/** Bytes found in a text, and the side that sent them. */
import { joined } from '../bytes.ts';

/** Whether the program that printed the bytes had sent or received them. */
export type PrintedBy = 'sent' | 'received';

export interface ByteRun {
  readonly bytes: Uint8Array;
  /** Undefined if the text does not show it. */
  readonly by: PrintedBy | undefined;
}

/** Bytes at the end of a line. */
export interface LineBytes {
  /** The text before the bytes, such as the time and direction of a log. */
  readonly prefix: string;
  readonly bytes: Uint8Array;
}

const SENT =
  /\b(?:tx|sent|send(?:to|msg)?|sending|snd|sends|wrote|writev?|writing|out|outgoing|publishing)\b|->|>>|=>|→|发送|发出|发/i;
const RECEIVED =
  /\b(?:rx|received|receive|recv(?:from|msg)|receiving|recv|rcvd|rcv|readv?|reading|in|incoming|got)\b|<-|<<|<=|←|接收|收到|收/i;
/** A comment, or a line such as `Sent:` above its bytes. */
const HEADING = /^\s*(?:#|\/\/|--)|[:：>]\s*$/;

/** Reads the direction of bytes from the text in front of them. */
export function printedBy(text: string): PrintedBy | undefined {
  const isSent = SENT.test(text);
  if (isSent === RECEIVED.test(text)) return undefined;
  return isSent ? 'sent' : 'received';
}

/**
 * Joins the bytes of lines. A heading or a direction begins a new run.
 * @param read returns the bytes of a line, or undefined if it has none
 * @returns undefined if a line has no bytes and is no heading, or all lines are headings
 */
export function linedRuns(
  lines: readonly string[],
  read: (line: string) => LineBytes | undefined,
): ByteRun[] | undefined {
  const runs: { readonly parts: Uint8Array[]; readonly by: PrintedBy | undefined }[] = [];
  let heading: string | undefined;
  for (const line of lines) {
    const found = read(line);
    if (found === undefined) {
      if (!HEADING.test(line)) return undefined;
      heading = line;
      continue;
    }
    const by = printedBy(found.prefix) ?? (heading === undefined ? undefined : printedBy(heading));
    const last = runs.at(-1);
    if (last === undefined || heading !== undefined || by !== undefined) {
      runs.push({ parts: [found.bytes], by });
    } else {
      last.parts.push(found.bytes);
    }
    heading = undefined;
  }
  if (runs.length === 0) return undefined;
  return runs.map(({ parts, by }) => ({ bytes: joined(parts), by }));
}
