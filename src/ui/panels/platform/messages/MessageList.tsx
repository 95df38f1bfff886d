import { base64 } from '@scure/base';
import { ArrowDownToLine, ArrowUpFromLine, ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { IconButton, SearchBox, Tag, TopicName, timeOfDay, useText } from '#kit';
import type { Misfit } from '../../../../alibaba/alink/misfit.ts';
import { say } from '../../../../base/message.ts';
import { decodeUtf8 } from '../../../../base/utf8.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import type { LogRow } from '../../../../broker/platform/devices/logCommands.ts';
import type { Texts } from '../../../../i18n/en/texts.ts';
import { bytes } from '../../../../i18n/numbers.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { shownName } from '../../../session/shownName.ts';
import { readLog, readMessage } from '../calls/readReplies.ts';
import { Block } from '../parts/Facts.tsx';
import { JsonText } from '../parts/JsonText.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';
import { labelOf, rowsWith, whyOf } from './rowText.ts';

/** ms between questions. */
const EVERY = 1000;
/** Rows that are shown; a search finds the others. */
const SHOWN = 100;
/**
 * The platform's limit per device. All messages are requested, because the platform cannot search in the displayed
 * words.
 */
const KEPT = 500;

/** The last messages in both directions, with the platform's handling of each. */
export function MessageList({ connectionId, device, origin }: SectionProps) {
  const texts = useText();
  const t = texts.platform.messages;
  const [typed, setText] = useState('');
  const text = typed.trim();
  const log = useLog(connectionId, device, text, texts);
  return (
    <Block title={t.list}>
      <div className="flex max-w-160 flex-wrap items-center gap-x-3 gap-y-1 pb-1">
        <div className="min-w-48 flex-1">
          <SearchBox label={t.search} clearLabel={t.clearSearch} value={typed} onChange={setText} />
        </div>
        {log !== undefined && log.total > 0 && (
          <span className="text-xs text-fg-2">{t.shown(log.rows.length, log.total)}</span>
        )}
      </div>
      {log?.total === 0 && <p className="text-fg-2">{text === '' ? t.none : t.noMatch}</p>}
      <ul aria-label={t.list}>
        {log?.rows.map((row) => (
          <li key={row.number}>
            <Line connectionId={connectionId} row={row} at={timeOfDay(origin + row.time)} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** The newest messages with a text in their content or in their displayed form. */
function useLog(
  connectionId: string,
  { productKey, deviceName }: SectionProps['device'],
  text: string,
  texts: Texts,
): { readonly total: number; readonly rows: readonly LogRow[] } | undefined {
  const ask = { kind: 'platform-log', productKey, deviceName, first: 0 } as const;
  const isSearch = text !== '';
  const count = isSearch ? KEPT : SHOWN;
  const all = readLog(useAsked(connectionId, { ...ask, count }, EVERY));
  const found = readLog(
    useAsked(connectionId, isSearch ? { ...ask, count, text } : undefined, EVERY),
  );
  if (!isSearch) return all;
  if (all === undefined || found === undefined) return undefined;
  const rows = rowsWith(text, found.rows, all.rows, texts);
  return { total: rows.length, rows: rows.slice(0, SHOWN) };
}

const TONES = {
  property: 'fill',
  event: 'fill',
  other: 'outline',
  denied: 'err',
  dropped: 'err',
  refused: 'err',
  sent: 'outline',
  unheard: 'warn',
} as const;

interface LineProps {
  readonly connectionId: string;
  readonly row: LogRow;
  readonly at: string;
}

function Line({ connectionId, row, at }: LineProps) {
  const texts = useText();
  const t = texts.platform;
  const [isOpen, setOpen] = useState(false);
  const { direction, kind, topic, preview, size, code, about, misfits } = row;
  const why = whyOf(row, texts);
  const Arrow = direction === 'up' ? ArrowUpFromLine : ArrowDownToLine;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 border-t border-line py-0.5">
      <IconButton
        small
        label={t.messages.show(shownName(topic))}
        pressed={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
      </IconButton>
      <span className="font-mono text-fg-2">{at}</span>
      <Arrow
        size={12}
        role="img"
        aria-label={t.messages[direction]}
        className={direction === 'up' ? 'text-dir-out' : 'text-dir-in'}
      />
      <Tag tone={TONES[kind]}>{labelOf(row, texts)}</Tag>
      <span className="min-w-40 flex-1">
        <TopicName topic={topic} />
      </span>
      {about !== undefined && misfits === undefined && (
        <bdi className="min-w-0 font-mono break-all">{shownName(about)}</bdi>
      )}
      {why !== undefined && (
        <span className={TONES[kind] === 'err' ? 'text-err' : 'text-warn'}>{why}</span>
      )}
      <span className="ml-auto flex gap-x-2 text-fg-2">
        {code !== undefined && <span>{t.messages.replied(code)}</span>}
        <span className="font-mono">{bytes(size)}</span>
      </span>
      {!isOpen && size > 0 && (
        <p className="w-full min-w-0 truncate pl-7 font-mono text-xs text-fg-2">
          <bdi>{preview === undefined ? t.messages.binary : visibleText(preview)}</bdi>
        </p>
      )}
      {misfits !== undefined && <Misfits misfits={misfits} />}
      {isOpen && <Payload connectionId={connectionId} row={row} />}
    </div>
  );
}

function Payload({ connectionId, row }: Omit<LineProps, 'at'>) {
  const t = useText().platform.messages;
  const { number, topic, size } = row;
  // A logged message never changes.
  const reply = readMessage(
    useAsked(connectionId, { kind: 'platform-message', message: number }, 60_000),
  );
  if (reply === undefined) return null;
  if (reply.message === undefined) return <p className="w-full text-fg-2">{t.gone}</p>;
  const payload = base64.decode(reply.message.payload);
  if (size === 0) return <p className="w-full pl-7 text-fg-2">{t.empty}</p>;
  return (
    <div className="w-full min-w-0 py-1 pl-7">
      <JsonText label={t.payloadOf(shownName(topic))} text={decodeUtf8(payload) ?? hex(payload)} />
      {payload.length < size && <p className="text-xs text-fg-2">{t.cut(payload.length, size)}</p>}
    </div>
  );
}

/** Sixteen bytes in a line. */
function hex(payload: Uint8Array): string {
  const digits = Array.from(payload, (byte) => byte.toString(16).padStart(2, '0'));
  const lines: string[] = [];
  for (let at = 0; at < digits.length; at += 16) lines.push(digits.slice(at, at + 16).join(' '));
  return lines.join('\n');
}

/** Values that violate the thing model or the documentation: which value, why, expected and actual. */
function Misfits({ misfits }: { misfits: readonly Misfit[] }) {
  const { alink, platform } = useText();
  const t = platform.misfits;
  return (
    <ul aria-label={t.list} className="w-full border-l-2 border-warn pl-2">
      {misfits.map(({ path, why, expected, came }, at) => (
        <li key={at} className="flex min-w-0 flex-wrap gap-x-2">
          <bdi className="min-w-0 font-mono break-all">{shownName(path)}</bdi>
          <span className="text-warn">{say(alink.valueFaults, why)}</span>
          {expected !== undefined && (
            <span className="min-w-0 text-fg-2">
              {t.expected}{' '}
              <bdi className="font-mono break-all text-fg">{visibleText(expected)}</bdi>
            </span>
          )}
          {came !== '' && (
            <span className="min-w-0 text-fg-2">
              {t.came} <bdi className="font-mono break-all text-fg">{visibleText(came)}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
