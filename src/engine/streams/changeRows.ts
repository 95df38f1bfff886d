/** Rows of the packet list that report a closed connection, the return of its client or a reload of the page. */

import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { ConnectionChange } from './connectionChanges.ts';
import type { Stream } from './stream.ts';
import type { ConnackFacts, StreamEnd, StreamFacts } from './streamFacts.ts';

interface Change {
  readonly version?: ProtocolVersion;
  readonly position: number;
  readonly stream: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** Absent: CONNECT is not answered yet, or never was. */
  readonly connack?: Pick<ConnackFacts, 'code' | 'sessionPresent'>;
}

interface ClosedRow extends Change {
  readonly kind: 'closed';
  /** Duration in µs. */
  readonly lasted?: number;
  readonly end?: StreamEnd;
  readonly disconnect?: NonNullable<StreamFacts['disconnect']>;
}

interface BackRow extends Change {
  readonly kind: 'back';
  /** µs since the end of the client's previous connection. */
  readonly away?: number;
  /** Number of earlier subscriptions that the client has sent again. */
  readonly sentAgain?: number;
}

interface ReloadedRow extends Change {
  readonly kind: 'reloaded';
  readonly skipped: number;
}

export type ChangeRow = ClosedRow | BackRow | ReloadedRow;

/** @param stream undefined: its facts were dropped */
export function changeRow(
  { kind, stream: ordinal, time, skipped = 0 }: ConnectionChange,
  position: number,
  stream: Stream | undefined,
): ChangeRow {
  const { version, opened, end, disconnect, connack, away, sentAgain = 0 } = stream ?? {};
  const change = {
    position,
    stream: ordinal,
    time,
    ...(version && { version }),
    ...(connack && { connack: { code: connack.code, sessionPresent: connack.sessionPresent } }),
  };
  if (kind === 'reloaded') return { kind, ...change, skipped };
  if (kind === 'back')
    return {
      kind,
      ...change,
      ...(away !== undefined && { away }),
      ...(sentAgain > 0 && { sentAgain }),
    };
  return {
    kind,
    ...change,
    ...(opened !== undefined && { lasted: time - opened }),
    ...(end && { end }),
    ...(disconnect && { disconnect }),
  };
}
