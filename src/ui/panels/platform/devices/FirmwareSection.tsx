import { useState } from 'react';
import type {
  DownloadProtocol,
  PackageFacts,
} from '../../../../broker/platform/devices/fileCommands.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { Segments } from '../../../kit/controls/Segments.tsx';
import { SelectField } from '../../../kit/controls/SelectField.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { timeOfDay } from '../../../kit/page/clock.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import { setPlatformPlace } from '../calls/place.ts';
import { readOta } from '../calls/readReplies.ts';
import { UpgradeList } from '../firmware/UpgradeLine.tsx';
import { Block, Fact, Facts } from '../parts/Facts.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';

/** ms between questions: a device may report its progress at any time. */
const EVERY = 500;

/** The firmware of the device, and pushing another version. */
export function FirmwareSection({ connectionId, device, origin }: SectionProps) {
  const t = useText().firmware;
  const { productKey, deviceName } = device;
  const ota = readOta(
    useAsked(connectionId, { kind: 'platform-ota', productKey, deviceName }, EVERY),
  );
  if (ota === undefined) return null;
  const { packages, upgrades, versions, hasHttp } = ota;
  return (
    <>
      {packages.length === 0 ? (
        <div className="flex flex-wrap items-center gap-3 border-b border-line p-3">
          <p className="text-fg-2">{t.noPackagesHere}</p>
          <Button onClick={() => setPlatformPlace(connectionId, { part: 'firmware' })}>
            {t.open}
          </Button>
        </div>
      ) : (
        <PushForm
          connectionId={connectionId}
          device={device}
          packages={packages}
          hasHttp={hasHttp}
        />
      )}
      <Block title={t.versions}>
        {versions.length === 0 ? (
          <p className="text-fg-2">{t.noVersions}</p>
        ) : (
          <Facts>
            {versions.map(({ module, version, time }) => (
              <Fact key={module} name={shownName(module)}>
                <bdi>{shownName(version)}</bdi>{' '}
                <span className="text-fg-2">{timeOfDay(origin + time)}</span>
              </Fact>
            ))}
          </Facts>
        )}
      </Block>
      <Block title={t.upgrades}>
        <UpgradeList
          connectionId={connectionId}
          upgrades={upgrades}
          origin={origin}
          hasDevices={false}
        />
      </Block>
    </>
  );
}

interface PushFormProps extends Pick<SectionProps, 'connectionId' | 'device'> {
  readonly packages: readonly PackageFacts[];
  readonly hasHttp: boolean;
}

function PushForm({ connectionId, device, packages, hasHttp }: PushFormProps) {
  const t = useText().firmware;
  const [chosen, setChosen] = useState<string>();
  const [protocol, setProtocol] = useState<DownloadProtocol>('http');
  // The newest, until the user chooses another.
  const firmware =
    packages.find((one) => String(one.package) === chosen) ?? packages[packages.length - 1];
  const isSeveral = (firmware?.others.length ?? 0) > 0;
  const by = isSeveral ? 'http' : hasHttp ? protocol : 'mqtt';
  const push = (): void => {
    if (firmware === undefined) return;
    const { productKey, deviceName } = device;
    void order(
      connectionId,
      { kind: 'upgrade-device', productKey, deviceName, package: firmware.package, by },
      t.pushed(deviceName, firmware.version),
    );
  };
  return (
    <form
      aria-label={t.push}
      className="flex flex-col gap-3 border-b border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        push();
      }}
    >
      <h3 className="text-xs font-semibold text-fg-2">{t.push}</h3>
      <SelectField
        label={t.package}
        value={String(firmware?.package ?? '')}
        options={packages.map((one) => ({
          value: String(one.package),
          label: shownName(t.packageName(one.version, one.module, one.name, one.others.length)),
        }))}
        hint={t.pushHint}
        onChange={setChosen}
      />
      <div className="flex flex-wrap items-center gap-2">
        {hasHttp && !isSeveral && (
          <Segments
            label={t.by}
            value={protocol}
            options={[
              { value: 'http', label: t.protocols.http },
              { value: 'mqtt', label: t.protocols.mqtt },
            ]}
            onChange={setProtocol}
          />
        )}
        <Button look="primary" type="submit">
          {t.action}
        </Button>
        {isSeveral && <p className="text-xs text-fg-2">{t.severalFiles}</p>}
        {!hasHttp && <p className="text-xs text-fg-2">{t.noHttp}</p>}
      </div>
    </form>
  );
}
