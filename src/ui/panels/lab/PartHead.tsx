import type { ReactNode } from 'react';
import { classes, useText } from '#kit';
import type { FaultsPart } from '../../session/faults/place.ts';
import { ClientField } from './forms/ClientField.tsx';
import { PlaceField } from './forms/PlaceField.tsx';

/** Title bar of an experiment: name, sentence, tools. */
export function LabTitle({ title, text, children }: LabTitleProps) {
  return (
    <header
      className={classes(
        'flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2',
        text === undefined ? 'min-h-12' : 'min-h-18',
      )}
    >
      <h2 className="min-w-60 flex-1 text-lg font-semibold">{title}</h2>
      {text !== undefined && <p className="order-1 w-full text-fg-2">{text}</p>}
      <div className="flex min-w-0 flex-wrap items-center gap-2">{children}</div>
    </header>
  );
}

interface LabTitleProps {
  readonly title: string;
  readonly text?: string | undefined;
  readonly children?: ReactNode;
}

interface PartHeadProps {
  readonly connectionId: string;
  readonly part: FaultsPart;
}

/** Title of a group, the place where its faults take effect, and in step mode its client. */
export function PartHead({ connectionId, part }: PartHeadProps) {
  const t = useText().lab;
  return (
    <LabTitle title={t.groups[part]}>
      <PlaceField connectionId={connectionId} />
      {part === 'step' && <ClientField connectionId={connectionId} withAnybody={false} />}
    </LabTitle>
  );
}
