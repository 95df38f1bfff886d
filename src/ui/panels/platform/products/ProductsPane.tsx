import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, Tag, useText } from '#kit';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import { useProductName } from '../../../session/platform/demoNames.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { setPlatformPlace } from '../calls/place.ts';
import type { readPlatform } from '../calls/readReplies.ts';
import { useModel } from '../calls/useModel.ts';
import { Block, Fact, Facts } from '../parts/Facts.tsx';
import { JsonText } from '../parts/JsonText.tsx';
import { SettingsTable } from './SettingsTable.tsx';

interface ProductsPaneProps {
  readonly connectionId: string;
  readonly platform: ReturnType<typeof readPlatform>;
}

/** Products in the devices file, and settings of the platform. */
export function ProductsPane({ connectionId, platform }: ProductsPaneProps) {
  const { platform: t } = useText();
  if (platform === undefined) return <EmptyState title={t.loading} />;
  const file = platform.file && shownName(platform.file);
  return (
    <section
      aria-label={t.part.products}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
    >
      {file !== undefined && (
        <div className="border-b border-line px-3 py-1">
          <Button
            icon={<RefreshCw size={14} aria-hidden />}
            onClick={() => void order(connectionId, { kind: 'reload-devices' }, t.file.done(file))}
          >
            {t.file.read(file)}
          </Button>
        </div>
      )}
      <ul aria-label={t.products.list}>
        {platform.products.map((product) => (
          <li key={product.productKey} className="border-b border-line">
            <Product connectionId={connectionId} product={product} />
          </li>
        ))}
      </ul>
      <SettingsTable settings={platform.settings} />
    </section>
  );
}

interface ProductProps {
  readonly connectionId: string;
  readonly product: ProductFacts;
}

function Product({ connectionId, product }: ProductProps) {
  const t = useText().platform.products;
  const { productKey, topics } = product;
  const name = useProductName()(product.name);
  return (
    <>
      <div className="flex min-h-(--h-tool) flex-wrap items-center gap-x-3 gap-y-1 bg-bar px-3 py-1">
        <h2 className="min-w-0 truncate text-base font-semibold">{shownName(name)}</h2>
        <span className="text-fg-2">{t.devices(product.devices, product.online)}</span>
        <Button
          className="ml-auto"
          label={`${t.showDevices}: ${shownName(name)}`}
          onClick={() => setPlatformPlace(connectionId, { part: 'devices', product: productKey })}
        >
          {t.showDevices}
        </Button>
      </div>
      <div className="p-3">
        <Facts>
          <Fact name={t.key}>
            <bdi>{shownName(productKey)}</bdi>
          </Fact>
        </Facts>
      </div>
      <Block title={t.topics}>
        {topics.length === 0 ? (
          <p className="text-fg-2">{t.noTopics}</p>
        ) : (
          <ul>
            {topics.map(({ topic, operation }) => (
              <li
                key={`${operation} ${topic}`}
                className="flex min-h-(--h-field) min-w-0 items-center gap-2"
              >
                <span className="w-9 shrink-0">
                  <Tag>{operation}</Tag>
                </span>
                <bdi className="min-w-0 font-mono break-all">{shownName(topic)}</bdi>
              </li>
            ))}
          </ul>
        )}
      </Block>
      <Model product={product} />
    </>
  );
}

function Model({ product }: { product: ProductFacts }) {
  const t = useText().platform.products;
  const [isShown, setShown] = useState(false);
  const model = useModel(product);
  const productName = useProductName();
  const { tsl } = product;
  return (
    <Block title={t.model}>
      {tsl === undefined ? (
        <p className="text-fg-2">{t.noModel}</p>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-3">
            {model === undefined ? (
              <span className="text-err">{t.brokenModel}</span>
            ) : (
              <span>
                {t.modelCounts(model.properties.length, model.events.length, model.services.length)}
              </span>
            )}
            <Button
              pressed={isShown}
              label={`${t.showTsl}: ${shownName(productName(product.name))}`}
              onClick={() => setShown(!isShown)}
            >
              {t.showTsl}
            </Button>
          </div>
          {isShown && (
            <div className="mt-2">
              <JsonText label={t.tsl} text={tsl} />
            </div>
          )}
        </>
      )}
    </Block>
  );
}
