import { useId } from 'react';
import { classes, Strip, Switch, useText } from '#kit';
import { Section } from './fields/Section.tsx';
import type { SectionProps } from './fields/sectionProps.ts';

/** Effect of signing in as a device on the device itself, with the matching choice. */
export function BeforeConnecting({ draft, change }: SectionProps) {
  const t = useText().editor;
  const id = useId();
  return (
    <Section
      title={t.before}
      aside={
        <Switch
          label={t.cleanStart(draft.version)}
          checked={draft.cleanStart}
          onChange={(cleanStart) => change({ cleanStart })}
          describedBy={id}
        />
      }
    >
      <Strip tone="info" title={t.asDevice}>
        <p>{t.asDeviceText}</p>
      </Strip>
      <ul id={id} className="mt-2 leading-5">
        <li className={classes(draft.cleanStart ? 'text-fg' : 'text-fg-3')}>{t.cleanOn}</li>
        <li className={classes(draft.cleanStart ? 'text-fg-3' : 'text-fg')}>{t.cleanOff}</li>
      </ul>
    </Section>
  );
}
