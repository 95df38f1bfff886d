import { hex } from '@scure/base';
import { useState } from 'react';
import { Button, classes, useListLayout, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { dissectSn } from '../../../mqttsn/dissectSn.ts';
import type { SnDetail } from '../../../mqttsn/reading/snRecord.ts';
import { type OutlineNode, outline } from '../../session/packet/outline.ts';
import { HexView } from '../bytes/HexView.tsx';
import { SeverityMark } from '../marks/SeverityMark.tsx';

interface SensorDetailProps {
  readonly detail: SnDetail;
  readonly onPacket?: (packet: number) => void;
}

/** A single message: its problems, fields and bytes, and the packet on the other side. */
export function SensorDetail({ detail, onPacket }: SensorDetailProps) {
  const { sn: t } = useText();
  const { row } = detail;
  const bytes = hex.decode(detail.hex);
  const { fields } = dissectSn(bytes);
  const nodes = outline(fields, bytes).flatMap((node) => [node, ...node.children]);
  const [key, setKey] = useState<string>();
  const chosen = nodes.find((node) => node.key === key);
  const layout = useListLayout();
  const light = {
    own: chosen && { offset: chosen.offset, length: chosen.length },
    around: undefined,
    cursor: undefined,
    secrets: [],
  };
  /** The deepest field there. */
  const at = (offset: number): void => {
    setKey(nodes.findLast((node) => holds(node, offset))?.key);
  };
  const packet = row.other?.packet ?? 0;
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line bg-bar px-3 py-1">
        <h2 className="font-mono text-base font-semibold">
          {row.name ?? t.unknown} <bdi className="font-normal">{visibleText(row.topic ?? '')}</bdi>
        </h2>
        <span className="text-xs text-fg-2">{row.details}</span>
        {packet > 0 && onPacket !== undefined && (
          <Button look="action" onClick={() => onPacket(packet)}>
            {t.toPacket(packet)}
          </Button>
        )}
      </div>
      {row.problems.length > 0 && (
        <ul aria-label={t.problems} className="shrink-0 border-b border-line px-3 py-1">
          {row.problems.map(({ severity, section, breach }) => (
            <li key={`${breach.key} ${section}`} className="flex flex-wrap gap-2 py-0.5">
              <SeverityMark severity={severity === 'caution' ? 'warn' : 'error'} />
              <span className="min-w-0">{t.fact(breach)}</span>
              <span className="text-xs text-fg-2">{t.section(section)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={classes('flex min-h-40 flex-1', layout === 'wide' ? 'flex-row' : 'flex-col')}>
        <ul aria-label={t.fields} className="min-w-0 flex-1 overflow-y-auto py-1">
          {nodes.map((node) => (
            <FieldLine key={node.key} node={node} isChosen={node.key === key} onChoose={setKey} />
          ))}
        </ul>
        <div
          className={classes(
            'flex min-h-32 min-w-0 flex-col border-line',
            // A line of 16 bytes with its text.
            layout === 'wide' ? 'w-[31rem] shrink-0 border-l' : 'flex-1 border-t',
          )}
        >
          <HexView
            bytes={bytes}
            perLine={layout === 'wide' ? 16 : 8}
            light={light}
            onByte={at}
            onRange={at}
            onLeave={() => setKey(undefined)}
          />
          <OtherSide detail={detail} perLine={layout === 'wide' ? 16 : 8} />
        </div>
      </div>
    </div>
  );
}

const holds = ({ offset, length }: OutlineNode, at: number): boolean =>
  at >= offset && at < offset + length;

interface FieldLineProps {
  readonly node: OutlineNode;
  readonly isChosen: boolean;
  readonly onChoose: (key: string) => void;
}

function FieldLine({ node, isChosen, onChoose }: FieldLineProps) {
  const { sn: t } = useText();
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        title={`${node.name} · ${t.section(node.section)}`}
        onClick={() => onChoose(node.key)}
        className={classes(
          'flex w-full items-baseline gap-2 px-3 py-0.5 text-left font-mono text-base hover:bg-hover max-md:min-h-10 max-md:items-center',
          node.mask !== undefined && 'pl-8',
          isChosen && 'bg-sel',
        )}
      >
        <span className="w-36 shrink-0 truncate text-fg-2">{node.label}</span>
        <bdi className="min-w-0 flex-1 truncate">{node.value}</bdi>
        <span className="shrink-0 text-xs text-fg-3">
          {node.bits === '' ? `${node.offset}–${node.offset + node.length - 1}` : node.bits}
        </span>
      </button>
    </li>
  );
}

/** The message on the broker's side. */
function OtherSide({ detail, perLine }: { detail: SnDetail; perLine: 8 | 16 }) {
  const { sn: t } = useText();
  const { otherHex, row } = detail;
  if (otherHex === undefined || row.other === undefined) {
    return <p className="shrink-0 border-t border-line px-3 py-1.5 text-fg-2">{t.noOtherLong}</p>;
  }
  const light = { own: undefined, around: undefined, cursor: undefined, secrets: [] };
  const ignore = (): void => undefined;
  return (
    <section
      aria-label={t.columns.other}
      className="flex min-h-24 flex-1 flex-col border-t border-line"
    >
      <h3 className="shrink-0 px-3 py-1 text-xs text-fg-2">
        {t.columns.other}: <span className="font-mono text-fg">{row.other.name}</span>
      </h3>
      <HexView
        bytes={hex.decode(otherHex)}
        perLine={perLine}
        light={light}
        onByte={ignore}
        onRange={ignore}
      />
    </section>
  );
}
