import { HardDrive } from 'lucide-react';
import { useState } from 'react';
import type { Leftover } from '../../connection/environment/originFolder.ts';
import { roundSize } from '../../i18n/sizes.ts';
import { Button } from '../kit/controls/Button.tsx';
import { useText } from '../kit/language/useText.ts';
import { datedTime } from '../kit/page/clock.ts';
import { declineLeftover, leftoverName, openLeftover } from '../session/captures/leftovers.ts';
import { useLeftovers } from '../session/captures/onDisk.ts';
import { shownName } from '../session/shownName.ts';

export interface LeftoversProps {
  /** Name of the file; undefined: all files. */
  readonly file?: string | undefined;
}

/** Packets on disk whose page or worker has ended. Each file can be opened or deleted. */
export function Leftovers({ file }: LeftoversProps) {
  const t = useText().logOnDisk.left;
  const all = useLeftovers(({ list }) => list);
  const list = file === undefined ? all : all.filter((one) => one.file === file);
  if (list.length === 0) return null;
  return (
    <section aria-label={t.title} className="border-b border-line px-4 py-3">
      <h2 className="text-base font-semibold">{t.title}</h2>
      <p className="text-fg-2">{t.hint}</p>
      <ul className="mt-1">
        {list.map((leftover) => (
          <Row key={leftover.file} leftover={leftover} />
        ))}
      </ul>
    </section>
  );
}

function Row({ leftover }: { leftover: Leftover }) {
  const t = useText().logOnDisk.left;
  const [now] = useState(Date.now);
  const { begun, packets, bytes } = leftover;
  const name = shownName(leftoverName(leftover));
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5">
      <HardDrive size={14} aria-hidden className="shrink-0 text-fg-3" />
      <span className="min-w-0 truncate font-semibold">{name}</span>
      <span className="mr-auto text-fg-2">
        {t.about(datedTime(begun, now).slice(0, -4), packets, roundSize(bytes))}
      </span>
      <span className="flex gap-2">
        <Button
          className="h-(--h-small)"
          label={t.openOf(name)}
          onClick={() => void openLeftover(leftover)}
        >
          {t.open}
        </Button>
        <Button
          look="quiet"
          className="h-(--h-small)"
          label={t.deleteOf(name)}
          onClick={() => declineLeftover(leftover)}
        >
          {t.delete}
        </Button>
      </span>
    </li>
  );
}
