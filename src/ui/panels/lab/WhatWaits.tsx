import { Footprints, Play } from 'lucide-react';
import { Button, useText } from '#kit';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { activateConnection } from '../../session/connection/connections.ts';
import { showFaults } from '../../session/faults/place.ts';
import { endStep, letNextGo, nextOf, useWaiting } from '../../session/faults/stepping.ts';
import { shownName } from '../../session/shownName.ts';

/** The next waiting packet. `tab`: the connection that started step mode. */
export function WhatWaits({ tab }: { tab: string }) {
  const t = useText().faults.step;
  const state = useWaiting(tab, true);
  const { client } = state;
  if (client === undefined) return null;
  const next = nextOf(state);
  const total = state.waiting?.total ?? 0;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-warn-bg px-3 py-1 shadow-[inset_2px_0_var(--warn)]">
      <Footprints size={14} aria-hidden className="text-warn" />
      <p role="status" className="min-w-0 truncate">
        <span className="font-semibold text-warn">{t.title}</span>{' '}
        {next === undefined
          ? t.nothing(shownName(client))
          : t.nextIs(
              next.type === undefined ? t.noType : packetName(next.type),
              next.direction === 'from-client',
              total,
            )}
      </p>
      <span className="ml-auto flex gap-2">
        <Button
          keys="G"
          icon={<Play size={14} aria-hidden />}
          disabled={next === undefined}
          onClick={() => void letNextGo(tab)}
        >
          {t.letNext}
        </Button>
        <Button
          look="action"
          onClick={() => {
            activateConnection(tab);
            showFaults(tab, 'step');
          }}
        >
          {t.show}
        </Button>
        <Button look="action" onClick={() => void endStep(tab, client)}>
          {t.stop}
        </Button>
      </span>
    </div>
  );
}
