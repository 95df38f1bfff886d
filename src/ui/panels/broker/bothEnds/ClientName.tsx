import { Tag, useText } from '#kit';
import { visibleName } from '../../../../base/visibleText.ts';
import { useOwnClients } from '../../../session/broker/ownClients.ts';

interface ClientNameProps {
  readonly connectionId: string;
  readonly client: string;
}

/** A client's identifier, with invisible characters made visible. Marked if it is this app's own. */
export function ClientName({ connectionId, client }: ClientNameProps) {
  const t = useText().broker;
  const name = visibleName(client);
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <bdi title={name} className="min-w-0 truncate whitespace-pre">
        {name}
      </bdi>
      {useOwnClients(connectionId).has(client) && (
        <Tag tone="outline" title={t.ownTitle}>
          {t.own}
        </Tag>
      )}
    </span>
  );
}
