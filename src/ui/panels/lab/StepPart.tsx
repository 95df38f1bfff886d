import { Footprints, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, Strip, Switch, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { Refused } from '../../../broker/core/commands/refusals.ts';
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useChosenClient, useOwnClientThere } from '../../session/faults/clients.ts';
import {
  endStep,
  letNextGo,
  nextOf,
  release,
  startStep,
  useWaiting,
} from '../../session/faults/stepping.ts';
import type { StepState } from '../../session/faults/steps.ts';
import { shownName } from '../../session/shownName.ts';
import { hexDump, startOf } from './forms/packetStart.ts';
import { LiveLadder } from './LiveLadder.tsx';
import { useNewestExchange } from './useTestExchange.ts';
import { PacketLine, WaitingHead } from './waiting/PacketLine.tsx';
import { WaitingItem } from './waiting/WaitingItem.tsx';

/** Packets wait here until each is released. */
export function StepPart({ connectionId }: { connectionId: string }) {
  const t = useText().faults.step;
  const state = useWaiting(connectionId, true);
  const [looked, setLooked] = useState<number>();
  const packets = state.waiting?.packets ?? [];
  const total = state.waiting?.total ?? 0;
  const next = nextOf(state);
  const shown = packets.find(({ packet }) => packet === looked) ?? next ?? packets[0];
  return (
    <div>
      <StepBar connectionId={connectionId} state={state} />
      <section aria-label={t.waiting} className="border-b border-line">
        <h2 className="px-3 pt-2 pb-1 text-xs text-fg-2">{t.waitingCount(total)}</h2>
        {packets.length === 0 ? (
          <EmptyState
            icon={<Footprints size={20} aria-hidden />}
            title={state.client === undefined ? t.idle : t.nothing(shownName(state.client))}
            text={state.client === undefined ? t.idleText : t.nothingText}
          />
        ) : (
          <>
            <WaitingHead />
            {/* However many packets wait, the ladder and the bytes of the chosen one have room. */}
            <ol className="max-h-70 overflow-y-auto">
              {packets.map((packet) => (
                <WaitingItem
                  key={packet.packet}
                  packet={packet}
                  isNext={packet === next}
                  isShown={packet === shown}
                  onLook={() => setLooked(packet.packet)}
                  onRelease={() => void release(connectionId, packet.packet)}
                />
              ))}
            </ol>
          </>
        )}
        {total > packets.length && (
          <p className="px-3 py-1 text-fg-2">{t.listed(packets.length, total)}</p>
        )}
      </section>
      <Ladder connectionId={connectionId} packet={shown ?? state.passed.at(-1)} />
      {shown !== undefined && <Look packet={shown} />}
      <Passed packets={state.passed} />
    </div>
  );
}

interface LadderProps {
  readonly connectionId: string;
  /** The chosen packet, or the last released one if none waits. */
  readonly packet: WaitingPacket | undefined;
}

/** The exchange of a packet, if this capture has it. */
function Ladder({ connectionId, packet }: LadderProps) {
  const t = useText().lab;
  const own = useOwnClientThere(connectionId);
  const isOwn = packet !== undefined && packet.client === own;
  const exchange = useNewestExchange(connectionId, isOwn);
  if (packet === undefined || exchange === undefined || !isOf(packet, exchange)) return null;
  return (
    <section aria-label={t.live} data-part="ladder" className="border-b border-line pb-2">
      <h2 className="flex min-h-9 items-center px-4 font-semibold">{t.live}</h2>
      <LiveLadder connectionId={connectionId} detail={exchange} />
    </section>
  );
}

/** Packets that the publisher of a message sends. Its receiver sends the others. */
const OF_PUBLISHER: ReadonlySet<string | undefined> = new Set(['publish', 'pubrel']);

/** True for a packet of an exchange that the client began. */
function isOf({ type, direction, packetId }: WaitingPacket, { row }: ExchangeDetail): boolean {
  const isByClient = OF_PUBLISHER.has(type) === (direction === 'from-client');
  return isByClient && packetId !== undefined && packetId === row.packetId;
}

interface StepBarProps {
  readonly connectionId: string;
  readonly state: StepState;
}

/** Starts and stops step mode, and releases packets. It stays in reach while the rest scrolls. */
function StepBar({ connectionId, state }: StepBarProps) {
  const { faults: t, explain } = useText();
  const client = useChosenClient(connectionId);
  const [withPings, setWithPings] = useState(false);
  const [refusal, setRefusal] = useState<Refused>();
  const stepping = state.waiting?.stepping ?? [];
  const isOn = stepping.some((one) => one.client === client);
  return (
    <>
      {refusal !== undefined && (
        <div role="alert">
          <Strip tone="err" title={t.refused} onDismiss={() => setRefusal(undefined)}>
            <p>{visibleText(explain.refusal(refusal))}</p>
          </Strip>
        </div>
      )}
      <div className="sticky top-0 z-1 flex min-h-10 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-bar px-3 py-1">
        {!isOn && (
          <>
            <Button
              look="primary"
              icon={<Footprints size={14} aria-hidden />}
              disabled={client === undefined || client === ''}
              onClick={() => {
                if (client !== undefined)
                  void startStep(connectionId, client, withPings).then(setRefusal);
              }}
            >
              {t.step.start}
            </Button>
            <Switch label={t.step.withPings} checked={withPings} onChange={setWithPings} />
          </>
        )}
        {state.client !== undefined && <Releases connectionId={connectionId} state={state} />}
        {stepping.map((one) => (
          <Stepped key={one.client} connectionId={connectionId} {...one} />
        ))}
      </div>
      {!isOn && <p className="border-b border-line px-3 py-2 text-xs text-fg-2">{t.step.hint}</p>}
    </>
  );
}

function Releases({ connectionId, state }: StepBarProps) {
  const t = useText().faults.step;
  return (
    <>
      <Button
        look="primary"
        keys="G"
        icon={<Play size={14} aria-hidden />}
        disabled={nextOf(state) === undefined}
        onClick={() => void letNextGo(connectionId)}
      >
        {t.letNext}
      </Button>
      <Button
        disabled={nextOf(state, 'from-client') === undefined}
        onClick={() => void letNextGo(connectionId, 'from-client')}
      >
        {t.letFromClient}
      </Button>
      <Button
        disabled={nextOf(state, 'to-client') === undefined}
        onClick={() => void letNextGo(connectionId, 'to-client')}
      >
        {t.letToClient}
      </Button>
      <Button
        disabled={(state.waiting?.total ?? 0) === 0}
        onClick={() => void release(connectionId, 'all')}
      >
        {t.releaseAll}
      </Button>
    </>
  );
}

interface SteppedProps {
  readonly connectionId: string;
  readonly client: string;
  readonly withPings: boolean;
}

/** A client in step mode. */
function Stepped({ connectionId, client, withPings }: SteppedProps) {
  const { faults, kit } = useText();
  const t = faults.step;
  return (
    <span className="ml-auto flex min-w-0 items-center gap-2">
      <span className="min-w-0 truncate">
        {t.isOn} <span className="font-mono">{shownName(client)}</span>
        {withPings && kit.bracketed(t.withPings)}
      </span>
      <Button
        icon={<Square size={12} aria-hidden />}
        label={t.stopOf(shownName(client))}
        onClick={() => void endStep(connectionId, client)}
      >
        {t.stop}
      </Button>
    </span>
  );
}

/** The bytes of the selected packet. */
function Look({ packet }: { packet: WaitingPacket }) {
  const t = useText().faults.step;
  const bytes = startOf(packet);
  return (
    <section aria-label={t.bytes} className="border-b border-line px-3 py-2">
      <h2 className="text-xs text-fg-2">{t.bytes}</h2>
      {bytes.length === 0 ? (
        <p className="mt-1 text-fg-2">{t.secret}</p>
      ) : (
        // A long line scrolls, also by keyboard.
        <pre tabIndex={0} className="mt-1 overflow-x-auto font-mono text-xs/5">
          {hexDump(bytes)}
          {packet.size > bytes.length && `\n${t.cut(bytes.length, packet.size)}`}
        </pre>
      )}
    </section>
  );
}

/** Packets released here, so that all steps so far are visible. */
function Passed({ packets }: { packets: readonly WaitingPacket[] }) {
  const t = useText().faults.step;
  if (packets.length === 0) return null;
  return (
    <section aria-label={t.passed} className="px-3 py-2">
      <h2 className="text-xs text-fg-2">{t.passed}</h2>
      <ol>
        {packets.map((packet) => (
          <li key={packet.packet} className="flex min-h-6 items-center">
            <PacketLine packet={packet} />
          </li>
        ))}
      </ol>
    </section>
  );
}
