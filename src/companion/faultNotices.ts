/** A line for each packet that a fault rule has treated, for the person who started the companion. */
import type { Mark } from '../broker/faults/marks.ts';
import { packetName } from '../mqtt/packetNames.ts';
import { peekType } from '../mqtt/peek.ts';

/** Lines of one rule; more would bury everything else. */
const LINES = 50;

/** Takes marks and gives lines to `notice`. */
export function faultNotices(notice: (text: string) => void): (mark: Mark) => void {
  const lines = new Map<string, number>();
  return (mark) => {
    const count = (lines.get(mark.rule) ?? 0) + 1;
    lines.set(mark.rule, count);
    if (count <= LINES) notice(faultLine(mark));
    if (count === LINES) notice(`Fault rule ${mark.rule}: further packets are not printed.`);
  };
}

/** Never the packet's content: it may be a password. */
function faultLine({ rule, action, direction, client, bytes }: Mark): string {
  const type = peekType(bytes);
  const packet = type === undefined ? 'a packet' : packetName(type);
  const side = direction === 'to-client' ? 'to' : 'from';
  const whom = client === '' ? 'a client without a name' : JSON.stringify(client);
  return `Fault rule ${rule}: ${action}, ${packet} ${side} ${whom}.`;
}
