import { Ban, CirclePlay, PlugZap, X } from 'lucide-react';
import { useEffect } from 'react';
import {
  Boundary,
  Button,
  EmptyState,
  focusIfAwaited,
  focusTarget,
  IconButton,
  Tabs,
  tabPanelProps,
  useText,
} from '#kit';
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import type {
  DeviceDetail as Device,
  ProductFacts,
} from '../../../../broker/platform/devices/commands.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { shownName } from '../../../session/shownName.ts';
import { editAs, setEnabled } from '../calls/orders.ts';
import { SECTIONS, type Section, setPlatformPlace, usePlatformPlace } from '../calls/place.ts';
import { readDevice } from '../calls/readReplies.ts';
import { MessagesSection } from '../messages/MessagesSection.tsx';
import { StateWord } from '../parts/StateWord.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';
import { SignInSection } from '../signIn/SignInSection.tsx';
import { PermissionsSection } from './PermissionsSection.tsx';
import { SecretButton } from './SecretButton.tsx';
import { ValuesSection } from './ValuesSection.tsx';

interface DeviceDetailProps {
  readonly connectionId: string;
  readonly device: DeviceName;
  /** undefined: not reported yet. */
  readonly product: ProductFacts | undefined;
  readonly origin: number;
}

/** ms between questions: devices post and are called while one looks. */
const EVERY = 500;

/** Focus target of Enter in the list. */
const FOCUS = 'platform-device';

/** The platform's facts about a device, and commands for it. */
export function DeviceDetail({ connectionId, device, product, origin }: DeviceDetailProps) {
  const t = useText().platform.detail;
  const { productKey, deviceName } = device;
  const reply = readDevice(
    useAsked(connectionId, { kind: 'platform-device', productKey, deviceName }, EVERY),
  );
  const detail = reply?.device;
  const close = (): void => {
    focusTarget('broker-list');
    setPlatformPlace(connectionId, { device: undefined });
  };
  return (
    // Handles Escape from elements inside.
    <section
      aria-label={t.name}
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
      // On a phone the head scrolls away, except the tabs.
      className="flex min-h-0 flex-1 flex-col bg-pane max-sm:block max-sm:overflow-auto"
    >
      <Head connectionId={connectionId} device={device} detail={detail} onClose={close} />
      {reply !== undefined && detail === undefined && (
        <EmptyState title={t.gone(shownName(deviceName))} />
      )}
      {reply !== undefined && detail !== undefined && (
        <Sections
          connectionId={connectionId}
          device={device}
          product={product}
          detail={detail}
          origin={origin}
          time={reply.time}
        />
      )}
    </section>
  );
}

interface HeadProps {
  readonly connectionId: string;
  readonly device: DeviceName;
  readonly detail: Device | undefined;
  readonly onClose: () => void;
}

function Head({ connectionId, device, detail, onClose }: HeadProps) {
  const { platform: t } = useText();
  const isDisabled = detail?.row.state === 'disabled';
  return (
    <div className="flex shrink-0 flex-col gap-1 border-b border-line bg-bar px-3 py-1">
      <div className="flex min-w-0 items-center gap-2">
        <h2 className="min-w-0 truncate font-mono text-base font-semibold">
          {shownName(device.deviceName)}
        </h2>
        {detail !== undefined && <StateWord state={detail.row.state} />}
        <bdi className="min-w-0 truncate font-mono text-xs text-fg-2">
          {shownName(device.productKey)}
        </bdi>
        <IconButton label={t.detail.close} onClick={onClose} className="ml-auto">
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {detail !== undefined && (
        <div className="flex flex-wrap items-center gap-2">
          <Button
            icon={<PlugZap size={14} aria-hidden />}
            title={t.secret.connectAsTitle}
            onClick={() => void editAs(connectionId, device)}
          >
            {t.secret.connectAs}
          </Button>
          <SecretButton connectionId={connectionId} device={device} />
          <Button
            look={isDisabled ? 'plain' : 'danger'}
            icon={isDisabled ? <CirclePlay size={14} aria-hidden /> : <Ban size={14} aria-hidden />}
            onClick={() => setEnabled(connectionId, device, isDisabled)}
          >
            {isDisabled ? t.enabling.enable : t.enabling.disable}
          </Button>
        </div>
      )}
    </div>
  );
}

function Sections(props: SectionProps) {
  const { connectionId } = props;
  const t = useText().platform.detail;
  const { section } = usePlatformPlace(connectionId);
  useEffect(() => focusIfAwaited(FOCUS), []);
  return (
    <div data-focus={FOCUS} className="flex min-h-0 flex-1 flex-col max-sm:block">
      <div className="flex h-(--h-tabs) shrink-0 items-stretch border-b border-line bg-pane px-1 max-sm:sticky max-sm:top-0 max-sm:z-20">
        <Tabs
          label={t.sections}
          more={t.moreSections}
          value={section}
          tabs={SECTIONS.map((value) => ({ value, label: t.section[value] }))}
          onChange={(next) => setPlatformPlace(connectionId, { section: next })}
        />
      </div>
      <div
        {...tabPanelProps('platform-device', t.section[section])}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2 max-sm:overflow-visible"
      >
        <Boundary key={section} part={section} name={t.section[section]}>
          <Body {...props} section={section} />
        </Boundary>
      </div>
    </div>
  );
}

function Body({ section, ...props }: SectionProps & { readonly section: Section }) {
  switch (section) {
    case 'signIn':
      return <SignInSection {...props} />;
    case 'messages':
      return <MessagesSection {...props} />;
    case 'values':
      return <ValuesSection {...props} />;
    case 'permissions':
      return <PermissionsSection {...props} />;
  }
}
