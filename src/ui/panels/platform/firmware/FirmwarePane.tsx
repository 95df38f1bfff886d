import { Trash2 } from 'lucide-react';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import type { PackageFacts } from '../../../../broker/platform/devices/fileCommands.ts';
import { bytes } from '../../../../i18n/numbers.ts';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { EmptyState } from '../../../kit/display/EmptyState.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { askToConfirm } from '../../../session/dialogs/confirm.ts';
import { useProductName } from '../../../session/platform/demoNames.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { readOta } from '../calls/readReplies.ts';
import { Block } from '../parts/Facts.tsx';
import { ConfigLine } from './ConfigLine.tsx';
import { PackageForm } from './PackageForm.tsx';
import { UpgradeList } from './UpgradeLine.tsx';

const EVERY = 1000;

interface FirmwarePaneProps {
  readonly connectionId: string;
  readonly origin: number;
  readonly products: readonly ProductFacts[];
}

/** Upgrade packages of all products, and the upgrade progress of each device. */
export function FirmwarePane({ connectionId, origin, products }: FirmwarePaneProps) {
  const { firmware: t, platform } = useText();
  const ota = readOta(useAsked(connectionId, { kind: 'platform-ota' }, EVERY));
  if (ota === undefined) return <EmptyState title={platform.loading} />;
  return (
    <section
      aria-label={t.part}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
    >
      <PackageForm connectionId={connectionId} products={products} />
      <Block title={t.packages}>
        {ota.packages.length === 0 ? (
          <p className="text-fg-2">{t.noPackages}</p>
        ) : (
          <Packages connectionId={connectionId} packages={ota.packages} products={products} />
        )}
      </Block>
      <Block title={t.config.title}>
        <p className="pb-1 text-fg-2">{ota.hasHttp ? t.config.hint : t.config.noHttp}</p>
        <ul aria-label={t.config.title}>
          {products.map((product) => (
            <li key={product.productKey}>
              <ConfigLine
                connectionId={connectionId}
                product={product}
                config={ota.configs.find((one) => one.productKey === product.productKey)}
                origin={origin}
              />
            </li>
          ))}
        </ul>
      </Block>
      <Block title={t.upgrades}>
        <UpgradeList
          connectionId={connectionId}
          upgrades={ota.upgrades}
          origin={origin}
          hasDevices
        />
      </Block>
    </section>
  );
}

interface PackagesProps {
  readonly connectionId: string;
  readonly packages: readonly PackageFacts[];
  readonly products: readonly ProductFacts[];
}

function Packages({ connectionId, packages, products }: PackagesProps) {
  const t = useText().firmware;
  const productName = useProductName();
  const nameOf = (productKey: string): string =>
    productName(products.find((one) => one.productKey === productKey)?.name ?? productKey);
  const remove = ({ package: number, version }: PackageFacts): void =>
    askToConfirm({
      title: t.removeTitle(shownName(version)),
      text: t.removeText,
      action: t.removeConfirm,
      run: () =>
        void order(
          connectionId,
          { kind: 'remove-package', package: number },
          t.removed(shownName(version)),
        ),
    });
  return (
    <table aria-label={t.packages} className="w-full leading-6">
      <thead className="text-left text-xs text-fg-2">
        <tr>
          <th className="pr-3 font-normal">{t.columns.version}</th>
          <th className="pr-3 font-normal">{t.columns.module}</th>
          <th className="pr-3 font-normal">{t.columns.product}</th>
          <th className="pr-3 font-normal">{t.columns.file}</th>
          <th className="pr-3 font-normal">MD5</th>
          <th>
            <span className="sr-only">{t.removeConfirm}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {packages.map((one) => (
          <tr key={one.package} className="border-t border-line align-top">
            <th scope="row" className="pr-3 text-left font-mono font-normal break-all">
              <bdi>{shownName(one.version)}</bdi>
            </th>
            <td className="pr-3 font-mono break-all">
              <bdi>{shownName(one.module)}</bdi>
            </td>
            <td className="pr-3" title={one.productKey}>
              {shownName(nameOf(one.productKey))}
            </td>
            <td className="pr-3">
              {[one, ...one.others].map(({ file, name, size }) => (
                <div key={file}>
                  <bdi className="font-mono break-all">{shownName(name)}</bdi>{' '}
                  <span className="font-mono whitespace-nowrap text-fg-2">{bytes(size)}</span>
                </div>
              ))}
            </td>
            <td className="pr-3 font-mono break-all">
              {[one, ...one.others].map(({ file, md5, sha256 }) => (
                <div key={file} title={`SHA-256 ${sha256}`}>
                  {md5}
                </div>
              ))}
            </td>
            <td className="text-right">
              <IconButton
                small
                label={t.remove(shownName(one.version))}
                onClick={() => remove(one)}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
