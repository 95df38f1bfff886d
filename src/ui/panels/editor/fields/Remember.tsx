import { useId, useState } from 'react';
import { later, nothing, Switch, useText } from '#kit';
import type { Draft } from '../../../session/profiles/draft.ts';
import { reading } from '../../../session/profiles/reading.ts';

const KeptSecret = later(async () => (await import('../profiles/KeptSecret.tsx')).KeptSecret, {
  Waits: nothing,
  idle: 'first',
});

interface RememberProps {
  readonly connectionId: string;
  readonly draft: Draft;
}

/** Option to store the credentials of a connection, encrypted. Off by default. */
export function Remember({ connectionId, draft }: RememberProps) {
  const t = useText().editor;
  const id = useId();
  const [refused, setRefused] = useState<string>();
  const isOn = draft.keepsSecrets;
  const set = (on: boolean) =>
    reading.with(({ keepSecrets, forgetSecrets }) => {
      const done = on ? keepSecrets(connectionId) : forgetSecrets(connectionId);
      void done.then((why) => setRefused(why ?? undefined));
    });
  return (
    <div className="mt-2">
      <Switch label={t.remember} describedBy={id} checked={isOn} onChange={set} />
      <div id={id} className="text-xs text-fg-2">
        {isOn ? (
          <KeptSecret isSaved={draft.profileId !== undefined} onForget={() => set(false)} />
        ) : refused === undefined ? (
          t.secretHint
        ) : (
          <span role="alert" className="text-warn">
            {refused}
          </span>
        )}
      </div>
    </div>
  );
}
