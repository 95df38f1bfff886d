import { Prose, useText } from '#kit';
import { bridgedUrlsOf } from '../../../profiles/addresses/brokerAddresses.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { setView } from '../../session/view/tabView.ts';

interface Props {
  readonly connectionId: string;
  /** A ws:// or wss:// address that did not open. */
  readonly url: string;
}

/**
 * Addresses under which the companion may reach a broker that no browser can open directly, or how to get a
 * companion.
 */
export function OverCompanion({ connectionId, url }: Props) {
  const { failures: t, addresses } = useText();
  const companion = useCompanion();
  if (companion === undefined) return null;
  if (companion === 'none') return <p>{t.noCompanion}</p>;
  if (companion.bridge === undefined) {
    return (
      <p>
        <Prose text={t.companionWithoutBridge} />
      </p>
    );
  }
  const use = (other: string) => {
    setDraft(connectionId, { ...draftFor(connectionId), url: other });
    setView(connectionId, { screen: 'editor' });
  };
  return (
    <div>
      <p>{t.overCompanion}</p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {bridgedUrlsOf(url).map((other) => (
          <li key={other}>
            <button
              type="button"
              title={addresses.use(other)}
              onClick={() => use(other)}
              className="rounded-sm font-mono break-all text-action"
            >
              {other}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
