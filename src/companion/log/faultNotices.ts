/** Prints a line for each packet that a fault rule has affected, for the user who started the companion. */
import type { Mark } from '../../broker/faults/marks.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import { packetName } from '../../mqtt/tables/packetNames.ts';
import type { Notice, Sentence } from '../cli/errors.ts';

/** Lines per rule, so that other output stays visible. */
const LINES = 50;

/** Returns a handler that prints marks to `notice`. */
export function faultNotices(notice: Notice): (mark: Mark) => void {
  const lines = new Map<string, number>();
  return (mark) => {
    const count = (lines.get(mark.rule) ?? 0) + 1;
    lines.set(mark.rule, count);
    if (count <= LINES) notice(faultLine(mark));
    if (count === LINES) notice((say) => say.faultsUntold(mark.rule));
  };
}

/** Omits the packet's content, which may be a password. */
function faultLine({ rule, action, direction, client, bytes }: Mark): Sentence {
  const type = peekType(bytes);
  const packet = type && packetName(type);
  return (say) => say.faultDone(rule, action, packet, direction, client || undefined);
}
