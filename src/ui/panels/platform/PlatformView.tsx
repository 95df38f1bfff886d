import { RadioTower } from 'lucide-react';
import { useEffect } from 'react';
import {
  Boundary,
  Button,
  EmptyState,
  focusIfAwaited,
  Prose,
  Strip,
  Tabs,
  tabPanelProps,
  useText,
} from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { BrokerParts } from '../../pieces/BrokerParts.tsx';
import { AskForToken, Lost, OPENED_FOCUS, Opening } from '../../pieces/strips/ClosedBroker.tsx';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { useAsked } from '../../session/broker/brokers.ts';
import { setView } from '../../session/view/tabView.ts';
import { PARTS, setPlatformPlace, usePlatformPlace } from './calls/place.ts';
import { readPlatform } from './calls/readReplies.ts';
import { DevicesPane } from './devices/DevicesPane.tsx';
import { ProductsPane } from './products/ProductsPane.tsx';
import { SignInList } from './signIn/SignInSection.tsx';

interface OfConnection {
  readonly connectionId: string;
}

/** The device platform in the broker at the other end: its devices, and commands to it. */
export function PlatformView({ connectionId }: OfConnection) {
  const broker = useBroker(connectionId);
  switch (broker.kind) {
    case 'opening':
      return <Opening />;
    case 'lost':
      return <Lost said={broker.said} />;
    case 'needs-token':
      return <AskForToken connectionId={connectionId} state={broker} />;
    case 'elsewhere':
      return <NoPlatform connectionId={connectionId} />;
    case 'open':
      return broker.facts.platform === undefined ? (
        <NoPlatform connectionId={connectionId} />
      ) : (
        <OpenPlatform connectionId={connectionId} origin={broker.facts.origin} />
      );
  }
}

function NoPlatform({ connectionId }: OfConnection) {
  const t = useText().platform.none;
  return (
    <EmptyState
      icon={<RadioTower size={20} aria-hidden />}
      title={t.title}
      text={<Prose text={t.text} />}
    >
      <Button look="primary" onClick={() => setView(connectionId, { screen: 'editor' })}>
        {t.action}
      </Button>
    </EmptyState>
  );
}

interface OpenPlatformProps extends OfConnection {
  /** Wall-clock time at which the broker's clock was 0, ms since 1970. */
  readonly origin: number;
}

function OpenPlatform({ connectionId, origin }: OpenPlatformProps) {
  const { platform: t, explain } = useText();
  const { part, refused } = usePlatformPlace(connectionId);
  const platform = readPlatform(useAsked(connectionId, { kind: 'platform' }, 2000));
  useEffect(() => focusIfAwaited(OPENED_FOCUS), []);
  const strangers = platform?.strangers.length ?? 0;
  const devices = platform?.products.reduce((sum, product) => sum + product.devices, 0);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <BrokerParts connectionId={connectionId} value="platform" />
      <div
        data-focus={OPENED_FOCUS}
        className="flex h-(--h-tabs) shrink-0 items-stretch border-b border-line bg-bar px-1"
      >
        <Tabs
          label={t.parts}
          value={part}
          more={t.moreParts}
          tabs={PARTS.map((value) => ({
            value,
            label: t.part[value],
            ...(value === 'strangers' && strangers > 0 ? { count: String(strangers) } : {}),
          }))}
          onChange={(next) => setPlatformPlace(connectionId, { part: next, refused: undefined })}
        />
        {platform !== undefined && devices !== undefined && (
          <span className="ml-auto self-center truncate px-2 text-xs text-fg-2 max-sm:hidden">
            {t.online(platform.online, devices)}
          </span>
        )}
      </div>
      {refused !== undefined && (
        <div role="alert">
          <Strip
            tone="err"
            title={t.refused}
            onDismiss={() => setPlatformPlace(connectionId, { refused: undefined })}
          >
            <p className="wrap-anywhere">{visibleText(explain.refusal(refused))}</p>
          </Strip>
        </div>
      )}
      <div {...tabPanelProps('platform', t.part[part])} className="flex min-h-0 flex-1 flex-col">
        <Boundary key={part} part={part} name={t.part[part]}>
          <Part connectionId={connectionId} origin={origin} platform={platform} />
        </Boundary>
      </div>
    </div>
  );
}

interface PartProps extends OpenPlatformProps {
  readonly platform: ReturnType<typeof readPlatform>;
}

function Part({ connectionId, origin, platform }: PartProps) {
  const t = useText().platform;
  const { part } = usePlatformPlace(connectionId);
  switch (part) {
    case 'devices':
      return (
        <DevicesPane connectionId={connectionId} origin={origin} products={platform?.products} />
      );
    case 'strangers':
      return (
        <section
          aria-label={t.part.strangers}
          tabIndex={0}
          className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
        >
          <SignInList
            signIns={platform?.strangers ?? []}
            origin={origin}
            empty={<EmptyState title={t.strangers.none} text={t.strangers.noneText} />}
          />
        </section>
      );
    case 'products':
      return <ProductsPane connectionId={connectionId} platform={platform} />;
  }
}
