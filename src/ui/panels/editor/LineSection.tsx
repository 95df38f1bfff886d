import { later, page, useText } from '#kit';
import { isBridged } from '../../../profiles/addresses/bridgedAddress.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { urlOf } from '../../session/profiles/settings.ts';
import { Folded } from './fields/Folded.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';

const LineFields = later(async () => (await import('./fields/LineFields.tsx')).LineFields);

/** Network options of the companion's connection. Hidden if no companion could use them. */
export function LineSection(props: OptionsProps) {
  const t = useText().editor;
  const { connectionId, draft } = props;
  const companion = useCompanion();
  const failure = useConnection(connectionId, 'failure')?.failure;
  const hasBridge = typeof companion === 'object' && companion.bridge !== undefined;
  if (!hasBridge && draft.line === undefined) return null;
  const { url = '' } = urlOf(draft, page);
  const isUsed = isBridged(url, draft.line);
  const { tls, proxy } = draft.line ?? {};
  return (
    <Folded
      connectionId={connectionId}
      section="line"
      title={t.line}
      now={
        isUsed
          ? t.lineNow({
              hasCa: tls?.ca !== undefined,
              hasCertificate: (tls?.cert ?? tls?.pfx) !== undefined,
              hasProxy: proxy !== undefined && proxy !== '',
            })
          : t.lineUnused
      }
      isBlamed={failure?.kind === 'line' && failure.failure.key === 'certificate'}
    >
      <LineFields {...props} url={url} />
    </Folded>
  );
}
