/** Explains the end of a connection over the bridge from the companion's messages and from its packets. */
import type { Capture } from '../../engine/capture/capture.ts';
import { causeOfStream, type SeenEnd } from '../../engine/capture/streamEnd.ts';
import type { StreamEnd } from '../../engine/streams/streamFacts.ts';
import type { Bridged } from './bridgedNews.ts';

/**
 * Sets the reason for the end of a finished stream.
 * @param time µs of the capture
 */
export function explainBridgedEnd(
  capture: Capture,
  stream: number,
  bridged: Bridged,
  time: number,
): void {
  capture.join((parts) => {
    const at = parts.streams.remembered(stream);
    if (at === undefined) return;
    const causeBy = (told: Omit<SeenEnd, 'time'>): Pick<StreamEnd, 'cause'> => {
      const cause = causeOfStream(parts, stream, { ...told, time });
      return cause === undefined ? {} : { cause };
    };
    at.end = endOf(at.end ?? {}, bridged, causeBy);
  });
}

/** @param seen end at the page's own socket */
function endOf(
  seen: StreamEnd,
  { facts, failure, end }: Bridged,
  causeBy: (told: Omit<SeenEnd, 'time'>) => Pick<StreamEnd, 'cause'>,
): StreamEnd {
  // We closed before the companion sent anything.
  if (seen.by === 'client') return { ...seen, ...causeBy({ by: 'client', how: 'closed' }) };
  if (failure?.kind === 'line') {
    return { by: 'server', cause: { key: 'line-failed', args: { failure: failure.failure } } };
  }
  // The companion itself is gone, or it would have sent the reason.
  if (end === undefined || end.kind === 'failed') return seen;
  if (end.kind === 'websocket') {
    const { code, reason } = end;
    return { ...seen, by: 'server', ...causeBy({ by: 'server', how: 'websocket', code, reason }) };
  }
  const { kind: how, cut } = end;
  if (cut !== undefined) return { cause: { key: 'on-purpose', args: { rule: cut.rule } } };
  const { cause } = causeBy({ by: 'server', how });
  const { proxy } = facts ?? {};
  if (proxy !== undefined && (cause?.key === 'closed' || cause?.key === 'reset')) {
    const { last, after } = cause.args;
    const isReset = how === 'reset';
    return { cause: { key: 'behind-proxy', args: { proxy, isReset, last, after } } };
  }
  return { by: 'server', ...(cause && { cause }) };
}
