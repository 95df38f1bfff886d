import { useFirstText } from '#kit';
import type { LineValue } from '../../../engine/topics/tree/messageValues.ts';

/** Values of a message on one line, changed ones first. The first changed value also shows its previous value. */
export function LineValues({ values }: { values: readonly LineValue[] }) {
  const t = useFirstText().packets;
  return values.map((value, at) => {
    const { key, text, change } = value;
    return (
      <span key={`${key} ${at}`} className="mr-3 last:mr-0">
        {key !== undefined && (
          <>
            <bdi className="text-fg-2">{key}</bdi>{' '}
          </>
        )}
        <bdi>{text}</bdi>
        {change && <span className="text-chg"> ~{at === 0 && ` ${wasText(change.was, t)}`}</span>}
      </span>
    );
  });
}

type Words = ReturnType<typeof useFirstText>['packets'];

const wasText = (was: string | undefined, t: Words): string =>
  was === undefined ? t.wasNone : t.was(was);

/** All values with their whole paths and previous values, a line each. */
export function lineValuesText(values: readonly LineValue[], t: Words): string {
  const parts = values.map(({ path, text, change }) =>
    [path, text, change && `~ ${wasText(change.was, t)}`].filter(Boolean).join(' '),
  );
  return parts.join('\n');
}
