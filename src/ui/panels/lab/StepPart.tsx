import { Footprints, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { visibleText } from '../../../base/visibleText.ts';
import type { Refused } from '../../../broker/core/commands/refusals.ts';
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { Strip } from '../../kit/controls/Strip.tsx';
import { Switch } from '../../kit/controls/Switch.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { useChosenClient, useOwnClientThere } from '../../session/faults/clients.ts';
import {
  endStep,
  letNextGo,
  nextOf,
  release,
  startStep,
  useWaiting,
} from '../../session/faults/stepping.ts';
import { shownName } from '../../session/shownName.ts';
import { hexDump, startOf } from './forms/packetStart.ts';
import { LiveLadder } from './LiveLadder.tsx';
import { useNewestExchange } from './useTestExchange.ts';
import { PacketLine } from './waiting/PacketLine.tsx';
import { WaitingItem } from './waiting/WaitingItem.tsx';

/** Packets wait here until each is released. */
export function StepPart({ connectionId }: { connectionId: string }) {
  const { faults, lab } = useText();
  const t = faults.step;
  const state = useWaiting(connectionId, true);
  const own = useOwnClientThere(connectionId);
  const client = state.client ?? state.passed.at(-1)?.client;
  const exchange = useNewestExchange(connectionId, client !== undefined && client === own);
  const [looked, setLooked] = useState<number>();
  const packets = state.waiting?.packets ?? [];
  const total = state.waiting?.total ?? 0;
  const next = nextOf(state);
  const shown = packets.find(({ packet }) => packet === looked) ?? next ?? packets[0];
  return (
    <div>
      <StepBar connectionId={connectionId} stepping={state.waiting?.stepping ?? []} />
      {state.client !== undefined && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
          <Button
            look="primary"
            keys="G"
            icon={<Play size={14} aria-hidden />}
            disabled={next === undefined}
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
        </div>
      )}
      {exchange !== undefined && (
        <section aria-label={lab.live} data-part="ladder" className="border-b border-line pb-2">
          <h2 className="flex min-h-9 items-center px-4 font-semibold">{lab.live}</h2>
          <LiveLadder connectionId={connectionId} detail={exchange} />
        </section>
      )}
      <section aria-label={t.waiting} className="border-b border-line pb-2">
        <div className="flex min-h-8 items-center gap-2 px-3">
          <h2 className="text-xs text-fg-2">{t.waitingCount(total)}</h2>
          {total > 0 && (
            <Button
              look="action"
              className="ml-auto"
              onClick={() => void release(connectionId, 'all')}
            >
              {t.releaseAll}
            </Button>
          )}
        </div>
        {packets.length === 0 && (
          <EmptyState
            icon={<Footprints size={20} aria-hidden />}
            title={state.client === undefined ? t.idle : t.nothing(shownName(state.client))}
            text={state.client === undefined ? t.idleText : t.nothingText}
          />
        )}
        <ol>
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
        {total > packets.length && (
          <p className="px-3 pt-1 text-fg-2">{t.more(total - packets.length)}</p>
        )}
      </section>
      {shown !== undefined && <Look packet={shown} />}
      <Passed packets={state.passed} />
    </div>
  );
}

interface StepBarProps {
  readonly connectionId: string;
  readonly stepping: readonly { readonly client: string; readonly withPings: boolean }[];
}

/** Client in step mode, with the buttons to start and stop it. */
function StepBar({ connectionId, stepping }: StepBarProps) {
  const { faults: t, kit, explain } = useText();
  const client = useChosenClient(connectionId);
  const [withPings, setWithPings] = useState(false);
  const [refusal, setRefusal] = useState<Refused>();
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
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-3 py-2">
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
        {stepping.map((one) => (
          <span key={one.client} className="flex min-w-0 items-center gap-2">
            <span className="min-w-0 truncate">
              {t.step.isOn} <span className="font-mono">{shownName(one.client)}</span>
              {one.withPings && kit.bracketed(t.step.withPings)}
            </span>
            <Button
              icon={<Square size={12} aria-hidden />}
              label={t.step.stopOf(shownName(one.client))}
              onClick={() => void endStep(connectionId, one.client)}
            >
              {t.step.stop}
            </Button>
          </span>
        ))}
        <p className="w-full text-xs text-fg-2">{t.step.hint}</p>
      </div>
    </>
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
