import { Send, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton, rowTime, Tag, TopicName, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { PartRow } from '../../../engine/devices/deviceRows.ts';
import { ChartButton } from '../../pieces/ChartButton.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { PacketLink } from './PacketLink.tsx';
import { useRemark } from './remark.ts';
import { commandOf, fillCommand } from './writeMetric.ts';

interface PartDetailProps {
  readonly connectionId: string;
  readonly convention: string;
  readonly part: PartRow;
  /** ms since 1970. */
  readonly origin: number;
  readonly onClose: () => void;
}

/** All facts about the selected value: its declaration, its metadata, its source. */
export function PartDetail({ connectionId, convention, part, origin, onClose }: PartDetailProps) {
  const { devices } = useText();
  const t = devices.part;
  const { told, unit, value, time, packet } = part;
  const place = part.at ?? part.source;
  const remark = useRemark(part, origin);
  const toPacket = (number: number) => showPacket(connectionId, number);
  return (
    <section aria-label={t.detail} className="px-3 py-2">
      <div className="mb-1 flex items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate font-semibold">
          <bdi title={visibleText(part.name)}>{visibleText(part.name)}</bdi>
        </h3>
        {part.isStale === true && <Tag tone="warn">{devices.stale}</Tag>}
        {part.trend !== undefined && place !== undefined && (
          <ChartButton connectionId={connectionId} topic={place.topic} path={place.path ?? []} />
        )}
        <IconButton label={t.close} onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <dl className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {value !== undefined && (
          <Line name={t.value}>
            <bdi className="font-mono break-all">{visibleText(value)}</bdi>
            {unit !== undefined && <span className="text-fg-2">{visibleText(unit)}</span>}
          </Line>
        )}
        {remark !== undefined && (
          <Line name={value === undefined ? t.value : ''}>
            <span className="text-warn">{remark}</span>
          </Line>
        )}
        {told?.type !== undefined ? (
          <Line name={t.type}>{told.type}</Line>
        ) : (
          part.kind !== undefined && <Line name={t.type}>{visibleText(part.kind)}</Line>
        )}
        {told?.alias !== undefined && (
          <Line name={t.alias}>
            <span className="font-mono">{told.alias}</span>
          </Line>
        )}
        {told?.stamp !== undefined && (
          <Line name={t.stamp}>
            <span className="font-mono">{stampText(origin, told.stamp)}</span>
          </Line>
        )}
        {time !== undefined && (
          <Line name={t.received}>
            <span className="font-mono">{rowTime(origin, time)}</span>
            <PacketLink packet={packet ?? 0} onShow={toPacket} />
          </Line>
        )}
        {told?.declaredBy !== undefined && told.declaredBy > 0 && (
          <Line name={t.declared}>
            BIRTH <PacketLink packet={told.declaredBy} onShow={toPacket} />
          </Line>
        )}
        {told?.properties?.map(([name, text], at) => (
          <Line key={`${at} ${name}`} name={visibleText(name)}>
            <bdi className="font-mono break-all">{visibleText(text)}</bdi>
            {name === 'Quality' && <span className="text-fg-2">{t.quality(text)}</span>}
          </Line>
        ))}
        {place !== undefined && (
          <Line name={t.topic}>
            <TopicName topic={place.topic} />
          </Line>
        )}
      </dl>
      <WriteButton connectionId={connectionId} convention={convention} part={part} />
    </section>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-fg-2">{name}</dt>
      <dd className="flex min-w-0 flex-wrap gap-x-2">{children}</dd>
    </div>
  );
}

/** Draws nothing for a capture file. */
function WriteButton({
  connectionId,
  convention,
  part,
}: Pick<PartDetailProps, 'connectionId' | 'convention' | 'part'>) {
  const { devices, publish } = useText();
  const t = devices.part;
  const kind = useConnection(connectionId, 'state')?.state.kind;
  const isReadOnly = useReadOnly(connectionId);
  const command = commandOf(convention, part);
  if (command === undefined || kind === undefined || kind === 'file') return null;
  return (
    <Button
      className="mt-2"
      icon={<Send size={14} aria-hidden />}
      title={isReadOnly ? publish.readOnlyText : t.writeTitle(visibleText(command.topic))}
      disabled={isReadOnly}
      onClick={() => fillCommand(connectionId, command)}
    >
      {t.write(command.name)}
    </Button>
  );
}

/**
 * Includes the year if it differs from the capture's. Invalid dates stay numbers. @param stamp ms since 1970
 */
function stampText(origin: number, stamp: number): string {
  const year = new Date(stamp).getFullYear();
  if (Number.isNaN(year)) return String(stamp);
  const text = rowTime(origin, (stamp - origin) * 1000);
  return year === new Date(origin).getFullYear() ? text : `${year}-${text}`;
}
