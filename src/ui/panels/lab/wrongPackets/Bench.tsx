import { useRef } from 'react';
import { EmptyState, useText } from '#kit';
import type { Written } from '../../../../engine/workshop/written.ts';
import type { ProtocolVersion } from '../../../../mqtt/tables/packet.ts';
import { WrittenFields } from '../../../pieces/forms/WrittenFields.tsx';
import type { HexText } from '../../../session/workshop/hexText.ts';
import { type Tried, useWorkshop } from '../../../session/workshop/workshop.ts';
import { Compose } from './Compose.tsx';
import { HexBox } from './HexBox.tsx';
import { Outcome } from './Outcome.tsx';
import { statementText } from './packets.ts';
import { Where, type WhereProps } from './Where.tsx';

export interface BenchProps extends WhereProps {
  readonly version: ProtocolVersion;
  /** The bytes are those of the list. */
  readonly isListed: boolean;
  readonly hex: HexText;
  readonly written: Written | undefined;
  readonly tried: Tried | undefined;
}

/** Packet to send, its target and its outcome. */
export function Bench(props: BenchProps) {
  const { connectionId, version, packet, isListed, hex, written, toTry, tried } = props;
  const { workshop: t, explain } = useText();
  const { chosen, running } = useWorkshop(connectionId);
  const box = useRef<HTMLTextAreaElement>(null);
  if (chosen === '') {
    return (
      <div className="flex min-h-0 flex-1 items-center justify-center overflow-auto">
        <EmptyState title={t.empty} text={t.emptyText} />
      </div>
    );
  }
  const words = packet && explain.rule(packet.rule);
  const hint =
    packet === undefined
      ? t.writtenHint
      : (words?.explanation ?? statementText(packet, version, explain));
  const places = hex.ok ? hex.places : [];
  const show = (offset: number, length: number): void => {
    const start = places[offset];
    const last = places[offset + length - 1];
    if (start === undefined || last === undefined) return;
    box.current?.focus();
    box.current?.setSelectionRange(start, last + 2);
  };
  const statement = isListed ? packet?.statement : written?.statement;
  return (
    <section
      aria-label={t.bench}
      // Scrollable areas must be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 min-w-0 flex-1 overflow-auto px-4 py-3"
    >
      <div className="grid max-w-[110ch] gap-3">
        <header>
          <h2 className="text-base font-semibold">{words?.title ?? t.written}</h2>
          <p className="text-fg-2">{hint}</p>
        </header>
        {packet?.bytes.length === 0 && isListed ? (
          <p>{t.silence(packet.keepAlive ?? 0)}</p>
        ) : (
          <>
            {packet === undefined && <Compose connectionId={connectionId} version={version} />}
            <HexBox connectionId={connectionId} hex={hex} box={box} />
            {written !== undefined && (written.packets.length > 0 || written.rest > 0) && (
              <WrittenFields
                written={written}
                isClosed={tried?.kind === 'tried' && tried.reaction.closed !== undefined}
                onChoose={show}
              />
            )}
          </>
        )}
        <Where {...props} />
        <Outcome
          connectionId={connectionId}
          version={version}
          wanted={toTry?.wanted ?? { kind: 'none' }}
          isFirst={toTry?.on === 'first'}
          statement={statement}
          tried={tried}
          isRunning={toTry !== undefined && running.includes(toTry.id)}
        />
      </div>
    </section>
  );
}
