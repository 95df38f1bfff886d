import { base64 } from '@scure/base';
import { TriangleAlert } from 'lucide-react';
import { useCallback } from 'react';
import { rowTime, Tag, TopicName, useText } from '#kit';
import type { RetainedRow } from '../../../broker/control/views.ts';
import { keysOnLine } from '../../../engine/topics/tree/messageValues.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { payloadPreview } from '../../../payload/formats/reading.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { useReading } from '../../session/connection/payloads.ts';
import { shownName } from '../../session/shownName.ts';

export type RetainedColumn =
  | 'topic'
  | 'payload'
  | 'size'
  | 'qos'
  | 'publisher'
  | 'time'
  | 'age'
  | 'expires';

/** A cleared message that returns is a problem for the user who cleared it. */
export const retainedTone = ({ backAfter }: RetainedRow): 'warn' | undefined =>
  backAfter === undefined ? undefined : 'warn';

/** Characters of a payload that are drawn. */
const PREVIEW = 64;

interface RetainedCellProps {
  readonly row: RetainedRow;
  readonly column: RetainedColumn;
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
  /** ms of the broker's clock. */
  readonly now: number;
}

/** Cell of a retained message. */
export function RetainedCell({ row, column, origin, now }: RetainedCellProps) {
  const { broker } = useText();
  const t = broker.retained;
  switch (column) {
    case 'topic':
      return <TopicName topic={row.topic} />;
    case 'payload':
      return row.backAfter === undefined ? (
        <Payload row={row} />
      ) : (
        <span className="flex min-w-0 items-center gap-2">
          <span className="min-w-0 truncate">
            <Payload row={row} />
          </span>
          <Back row={row} after={row.backAfter} />
        </span>
      );
    case 'size':
      return grouped(row.size);
    case 'qos':
      return <Tag>{`QoS ${row.qos}`}</Tag>;
    case 'publisher':
      return row.publisher === undefined ? (
        <span className="font-sans text-fg-2">{t.itself}</span>
      ) : (
        <bdi title={shownName(row.publisher)} className="block truncate whitespace-pre">
          {shownName(row.publisher)}
        </bdi>
      );
    case 'time':
      return rowTime(origin, row.time * 1000);
    case 'age':
      return (
        <span className="font-sans text-fg-2" title={rowTime(origin, row.time * 1000)}>
          {t.age(Math.max(0, now - row.time) / 1000)}
        </span>
      );
    case 'expires':
      return (
        <span className="font-sans">
          {row.expiresAt === undefined
            ? broker.never
            : broker.endsIn(Math.max(0, row.expiresAt - now) / 1000)}
        </span>
      );
  }
}

function Back({ row, after }: { row: RetainedRow; after: number }) {
  const t = useText().broker.retained;
  const publisher = row.publisher === undefined ? t.itself : shownName(row.publisher);
  return (
    <span
      title={t.backTitle(after, publisher)}
      className="flex shrink-0 items-center gap-1 font-sans text-warn"
    >
      <TriangleAlert size={12} aria-hidden />
      {t.back(after)}
    </span>
  );
}

/** Keys and values of a JSON object. Otherwise the beginning: text with invisible characters made visible, or hex. */
function Payload({ row }: { row: RetainedRow }) {
  const t = useText().broker.retained;
  const { payload, size } = row;
  const { text, binary, isCut } = useReading(
    useCallback(() => {
      const bytes = base64.decode(payload);
      const keys = size === bytes.length ? keysOnLine({ payload: bytes }) : undefined;
      if (keys !== undefined) return { text: keys, binary: false, isCut: false };
      const preview = payloadPreview(withoutHalfCharacter(bytes, size), PREVIEW, { size });
      return { ...preview, isCut: size > bytes.length || isMissing(preview) };
    }, [payload, size]),
  );
  if (size === 0) return <span className="font-sans text-fg-3">{t.emptyPayload}</span>;
  const shown = isCut ? `${text}…` : text;
  return (
    <bdi title={shown} className={binary ? 'text-fg-2' : undefined}>
      {shown}
    </bdi>
  );
}

/** A beginning may end within a character, which would make hex of a text. */
function withoutHalfCharacter(bytes: Uint8Array, size: number): Uint8Array {
  if (size === bytes.length) return bytes;
  let end = bytes.length;
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      end = bytes.length - back;
      break;
    }
  }
  return bytes.subarray(0, end);
}
