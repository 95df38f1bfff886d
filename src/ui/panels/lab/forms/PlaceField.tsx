import { useEffect } from 'react';
import { SelectField, useText } from '#kit';
import type { FaultPlace } from '../../../../broker/faults/commands.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { setFaultsPlace } from '../../../session/faults/place.ts';
import { leaveRuns } from '../../../session/faults/startRecipe.ts';
import { leaveSteps } from '../../../session/faults/stepping.ts';
import { homeOf, useFaultsAt, useHome } from '../../../session/faults/where.ts';
import { leaveRules } from './rules.ts';

const BROKER = 'broker';

/** Choice of the place where faults are injected, shown if the host relays to other brokers. */
export function PlaceField({ connectionId }: { connectionId: string }) {
  const t = useText().badNetwork.place;
  const at = useFaultsAt(connectionId);
  const home = useHome(connectionId);
  const reply = useAsked(connectionId, { kind: 'list-device-taps' }, 2000, 'host');
  const taps = reply?.kind === 'device-taps' ? reply.taps : undefined;
  const isGone = typeof at === 'number' && taps?.every(({ deviceTap }) => deviceTap !== at);
  useEffect(() => {
    if (isGone === true) void choosePlace(connectionId, undefined);
  }, [connectionId, isGone]);
  if (taps === undefined) return null;
  const options = [
    // The broker of a bridged connection is not the companion's, so it is not offered.
    ...(home === undefined ? [{ value: BROKER, label: t.broker }] : []),
    { value: 'bridge', label: t.bridge },
    ...taps.map(({ deviceTap, listen, to }) => ({
      value: String(deviceTap),
      label: t.tap(listen, to),
    })),
  ];
  return (
    <SelectField
      className="w-44 max-w-full min-w-0"
      label={t.label}
      labelHidden
      value={at === undefined ? BROKER : String(at)}
      options={options}
      onChange={(value) => {
        const next = value === 'bridge' ? value : Number(value);
        void choosePlace(connectionId, value === BROKER ? undefined : next);
      }}
    />
  );
}

/** Changes the place. Replies and unfinished work of the previous place are discarded. */
async function choosePlace(connectionId: string, at: FaultPlace | undefined): Promise<void> {
  const left = leaveSteps(connectionId);
  const isHome = (at ?? homeOf(connectionId)) === homeOf(connectionId);
  setFaultsPlace(connectionId, { at, choice: { kind: isHome ? 'own' : 'anybody' } });
  leaveRules(connectionId);
  leaveRuns(connectionId);
  await left;
}
