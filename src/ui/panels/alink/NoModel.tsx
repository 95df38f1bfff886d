import { useText } from '#kit';
import { changeForms } from './forms.ts';

/** Purpose of a thing model, and the ways to provide one. */
export function NoModel({ connectionId }: { connectionId: string }) {
  const { alink: t, kit } = useText();
  return (
    <>
      {t.noModel}
      {kit.gap}
      <button
        type="button"
        className="text-action"
        onClick={() => changeForms(connectionId, { part: 'model' })}
      >
        {t.giveModel}
      </button>
    </>
  );
}
