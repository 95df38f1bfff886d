import { Copy, FileDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { decodeUtf8 } from '../../mqtt/utf8.ts';
import { detectPayload } from '../../payload/detect.ts';
import { formatHex } from '../../payload/hex.ts';
import { savePayload } from '../captures/savePayload.ts';
import { HexView } from '../detail/HexView.tsx';
import { dumpWidth } from '../detail/hexLines.ts';
import { useWidth } from '../detail/useWidth.ts';
import { copyText } from '../kit/copyText.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { Segments } from '../kit/Segments.tsx';
import { announce } from '../state/announcements.ts';
import { useText } from '../text/useText.ts';
import { ChangeLine } from './ChangeLine.tsx';
import { type ValueChange, valueChange } from './changes.ts';
import type { Compared } from './compared.ts';
import { JsonValue } from './JsonValue.tsx';
import { MessageLine } from './MessageLine.tsx';
import { TextValue } from './TextValue.tsx';

type Mode = 'json' | 'text' | 'hex';

interface ValuePanelProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly compared: Compared;
  readonly isNewest: boolean;
  readonly onNewest: () => void;
}

export function ValuePanel({ connectionId, topic, compared, isNewest, onNewest }: ValuePanelProps) {
  const { captures, topic: t } = useText();
  const { message, before } = compared;
  const { payload, contentType } = message;
  const [wanted, setWanted] = useState<Mode>();
  const kind = useMemo(() => detectPayload(payload, contentType), [payload, contentType]);
  const previous = before?.payload;
  const change = useMemo(
    () => (previous === undefined ? undefined : valueChange(previous, payload)),
    [previous, payload],
  );
  const natural = kind === 'json' ? 'json' : kind === 'binary' ? 'hex' : 'text';
  const mode = wanted === 'json' && kind !== 'json' ? natural : (wanted ?? natural);

  const copy = async (): Promise<void> => {
    const text = mode === 'hex' ? formatHex(payload) : (decodeUtf8(payload) ?? formatHex(payload));
    announce((await copyText(text)) ? t.valueCopied(payload.length) : t.notCopied);
  };
  return (
    <section
      aria-label={t.value}
      className="flex min-h-0 min-w-0 flex-1 flex-col border-r border-line max-md:border-r-0"
    >
      <div className="flex h-(--h-tabs) shrink-0 items-center gap-2 border-b border-line bg-bar pr-1 pl-3 whitespace-nowrap max-md:h-11">
        <h3 className="text-base font-semibold">{t.value}</h3>
        <span className="truncate text-fg-2">
          {t.kinds[kind]} · {t.size(payload.length)}
        </span>
        <span className="flex-1" />
        <span className="[--h-ctl:24px]">
          <Segments
            label={t.shownAs}
            value={mode}
            options={[
              {
                value: 'json',
                label: t.modes.json,
                disabled: kind !== 'json',
                ...(kind === 'json' ? {} : { title: t.notJson }),
              },
              { value: 'text', label: t.modes.text },
              { value: 'hex', label: t.modes.hex },
            ]}
            onChange={setWanted}
          />
        </span>
        <IconButton
          small
          label={captures.savePayload}
          onClick={() => savePayload(payload, topic, contentType)}
        >
          <FileDown size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t.copyValue} onClick={() => void copy()}>
          <Copy size={14} aria-hidden />
        </IconButton>
      </div>
      <MessageLine
        connectionId={connectionId}
        message={message}
        onNewest={isNewest ? undefined : onNewest}
      />
      {payload.length === 0 ? (
        <p className="min-h-0 flex-1 bg-well p-3 text-fg-3">{t.empty}</p>
      ) : mode === 'json' ? (
        <JsonValue topic={topic} payload={payload} change={change} />
      ) : mode === 'text' ? (
        <TextValue payload={payload} />
      ) : (
        <HexValue payload={payload} change={change} />
      )}
      <ChangeLine connectionId={connectionId} compared={compared} change={change} />
    </section>
  );
}

function HexValue({ payload, change }: { payload: Uint8Array; change: ValueChange | undefined }) {
  const [width, measure] = useWidth();
  const [range, setRange] = useState<{ start: number; end: number }>();
  const own = range && {
    offset: Math.min(range.start, range.end),
    length: Math.abs(range.end - range.start) + 1,
  };
  const around =
    change?.kind === 'bytes' ? { offset: change.from, length: change.to - change.from } : undefined;
  const perLine = width < dumpWidth(payload.length, 16) ? 8 : 16;
  return (
    <div ref={measure} className="flex min-h-0 flex-1 flex-col">
      <HexView
        bytes={payload}
        perLine={perLine}
        light={{ own, around, cursor: range?.end, secrets: [] }}
        onByte={(offset) => setRange({ start: offset, end: offset })}
        onRange={(start, end) => setRange({ start, end })}
      />
    </div>
  );
}
