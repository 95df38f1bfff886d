import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, inPlaces, TopicName, useText } from '#kit';
import { visibleName, visibleText } from '../../../base/visibleText.ts';
import type { ChangingValue } from '../../../engine/series/changingValues.ts';
import { innerPath, pathText } from '../../../payload/tree/valueTree.ts';
import { TrendLine } from '../../pieces/charts/TrendLine.tsx';
import { addToChart } from '../../session/charts/charting.ts';
import { changeChartPlace } from '../../session/charts/place.ts';
import { selectionOf, useSelection } from '../../session/connection/selection.ts';
import { useAskedAgain } from '../../session/useAskedAgain.ts';

/** ms between two answers. */
const EVERY = 2000;

const keyOf = ({ topic, path }: ChangingValue): string => `${topic} ${pathText(path)}`;

interface Places {
  /** The topic that was open. */
  readonly open: string | undefined;
  readonly keys: readonly string[];
}

const NO_PLACES: Places = { open: undefined, keys: [] };

/** Values of the open topic that came later are first, too. */
const hasNew = (found: readonly ChangingValue[] = [], { open, keys }: Places): boolean =>
  found.some((one) => one.topic === open && !keys.includes(keyOf(one)));

/** Empty chart board: the values that change most, those of the open topic first, each added by a click. */
export function ChangingOffer({ connectionId }: { connectionId: string }) {
  const t = useText().charts;
  const [isHeld, setHeld] = useState(false);
  const { topic } = useSelection(connectionId);
  // The order stays that of the topic's first answer. Under the pointer and the focus, nothing moves.
  const [places, setPlaces] = useState<Places>(NO_PLACES);
  const question = {
    kind: 'changing-values',
    ...(topic !== undefined && { open: topic }),
  } as const;
  const answer = useAskedAgain(connectionId, isHeld ? undefined : question, {
    of: connectionId,
    everyMs: EVERY,
  });
  const found = answer?.values;
  const open = answer?.open;
  const isPlaced = places.keys.length > 0 && places.open === open && !hasNew(found, places);
  if (!isPlaced && found !== undefined && found.length > 0)
    setPlaces({ open, keys: found.map(keyOf) });
  if (found === undefined || found.length === 0)
    return (
      <EmptyState title={t.none.title} text={t.none.text}>
        <Button
          onClick={() => {
            const { topic = '' } = selectionOf(connectionId);
            changeChartPlace(connectionId, { choosing: topic });
          }}
        >
          {t.add}
        </Button>
      </EmptyState>
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-3">
      <h3 className="pb-1 font-semibold">{t.changing}</h3>
      <p className="pb-2 text-fg-2">{t.none.text}</p>
      <ul
        aria-label={t.changing}
        className="max-w-220"
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        {inPlaces(places.keys, found, keyOf).map((value) => (
          <li key={keyOf(value)}>
            <Offered connectionId={connectionId} value={value} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OfferedProps {
  readonly connectionId: string;
  readonly value: ChangingValue;
}

function Offered({ connectionId, value }: OfferedProps) {
  const t = useText().charts;
  const { topic, path, last } = value;
  const key = visibleText(innerPath(path));
  return (
    <button
      type="button"
      title={t.addOffered(`${visibleName(topic)} ${key}`)}
      onClick={() => addToChart(connectionId, topic, path)}
      className="grid min-h-(--h-row) w-full grid-cols-[20px_minmax(0,1fr)_180px_88px] max-md:grid-cols-[20px_minmax(0,1fr)_56px_72px] items-center gap-2 rounded-sm px-2 text-left hover:bg-hover"
    >
      <Plus size={14} aria-hidden className="text-fg-3" />
      <span className="flex min-w-0 gap-2 max-md:flex-col max-md:gap-0">
        <TopicName topic={topic} className="min-w-0 text-fg-2" />
        {path.length > 0 && (
          <bdi className="max-w-full shrink-0 truncate font-mono font-semibold">{key}</bdi>
        )}
      </span>
      <span className="flex min-w-0">
        <TrendLine trend={value} />
      </span>
      <bdi className="truncate text-right font-mono">{visibleText(last)}</bdi>
    </button>
  );
}
