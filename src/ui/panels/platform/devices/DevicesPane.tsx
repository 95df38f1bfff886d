import {
  EmptyState,
  focusTarget,
  SelectField,
  ShortName,
  useListLayout,
  useText,
  useWidth,
} from '#kit';
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import type { DeviceRow, ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import { ListAndDetail } from '../../../pieces/lists/ListAndDetail.tsx';
import { ListBar } from '../../../pieces/lists/ListBar.tsx';
import { type ListColumns, ListGrid } from '../../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../../pieces/lists/NoneFound.tsx';
import { usePaged } from '../../../session/broker/usePaged.ts';
import { useProductName } from '../../../session/platform/demoNames.ts';
import { shownName } from '../../../session/shownName.ts';
import { deviceKey, setPlatformPlace, usePlatformPlace } from '../calls/place.ts';
import { readDevices } from '../calls/readReplies.ts';
import { StateWord } from '../parts/StateWord.tsx';
import { Verdict } from '../parts/Verdict.tsx';
import { DeviceDetail } from './DeviceDetail.tsx';

type Column = 'device' | 'product' | 'state' | 'signIn';

const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['device', 'product', 'state', 'signIn'],
    grid: 'grid-cols-[minmax(96px,1fr)_minmax(96px,1fr)_96px_112px]',
  },
  tight: {
    shown: ['device', 'state', 'signIn'],
    grid: 'grid-cols-[minmax(0,1fr)_92px_128px]',
  },
  phone: {
    shown: ['device', 'state', 'signIn'],
    grid: 'grid-cols-[minmax(0,1fr)_92px_128px]',
  },
};

const NUMBERS: ReadonlySet<Column> = new Set();

/** Least width in pixels for list and detail beside each other. In less, the detail is below the list. */
const BESIDE = 760;

interface DevicesPaneProps {
  readonly connectionId: string;
  readonly origin: number;
  /** undefined: not reported by the platform. */
  readonly products: readonly ProductFacts[] | undefined;
}

/** The platform's devices, and the detail of the selected one. */
export function DevicesPane({ connectionId, origin, products }: DevicesPaneProps) {
  const [width, measure] = useWidth();
  const { device } = usePlatformPlace(connectionId);
  const list = <DeviceList connectionId={connectionId} products={products} />;
  const detail = device && (
    <DeviceDetail
      key={deviceKey(device)}
      connectionId={connectionId}
      device={device}
      origin={origin}
      product={products?.find(({ productKey }) => productKey === device.productKey)}
    />
  );
  return (
    <div ref={measure} className="flex min-h-0 flex-1">
      <ListAndDetail list={list} detail={detail} isBeside={width >= BESIDE} />
    </div>
  );
}

function DeviceList({ connectionId, products: known }: Omit<DevicesPaneProps, 'origin'>) {
  const { platform: t } = useText();
  const products = known ?? [];
  const layout = useListLayout();
  const { text, product, device } = usePlatformPlace(connectionId);
  const list = usePaged(
    connectionId,
    layout,
    `${product} ${text}`,
    (page) => ({
      kind: 'platform-devices',
      ...(product === '' ? {} : { productKey: product }),
      ...(text === '' ? {} : { text }),
      ...page,
    }),
    readDevices,
  );
  const { reply } = list;
  const productName = useProductName();
  const nameOf = (productKey: string): string =>
    productName(products.find((one) => one.productKey === productKey)?.name ?? productKey);
  const choose = ({ productKey, deviceName }: DeviceName): void =>
    setPlatformPlace(connectionId, { device: { productKey, deviceName } });
  return (
    <>
      <ListBar
        label={t.devices.search}
        placeholder={t.devices.searchPlaceholder}
        value={text}
        onChange={(next) => setPlatformPlace(connectionId, { text: next })}
        total={reply && t.devices.total(reply.total)}
      >
        <SelectField
          className="max-w-44 min-w-28 flex-1"
          label={t.devices.product}
          labelHidden
          value={product}
          options={[
            { value: '', label: t.devices.everyProduct },
            ...products.map(({ productKey, name }) => ({
              value: productKey,
              label: shownName(productName(name)),
            })),
          ]}
          onChange={(next) => setPlatformPlace(connectionId, { product: next })}
        />
      </ListBar>
      <ListGrid
        name={t.devices.grid}
        layout={layout}
        columns={COLUMNS}
        heads={t.devices.columns}
        right={NUMBERS}
        list={list}
        keyOf={deviceKey}
        selected={device && deviceKey(device)}
        onSelect={choose}
        onOpen={() => focusTarget('platform-device')}
        cell={(row, column) => <Cell row={row} column={column} product={nameOf(row.productKey)} />}
        empty={
          reply === undefined ? (
            <EmptyState title={t.loading} />
          ) : text === '' && product === '' ? (
            <EmptyState title={t.devices.empty} text={t.devices.emptyText} />
          ) : (
            <NoneFound
              title={t.devices.noMatch}
              text={t.devices.noMatchText}
              onClear={() => setPlatformPlace(connectionId, { text: '', product: '' })}
            />
          )
        }
      />
      {device === undefined && (reply?.total ?? 0) > 0 && (
        <p className="shrink-0 border-t border-line px-3 py-2 text-fg-2">{t.devices.choose}</p>
      )}
    </>
  );
}

interface CellProps {
  readonly row: DeviceRow;
  readonly column: Column;
  /** Name of the product. */
  readonly product: string;
}

function Cell({ row, column, product }: CellProps) {
  switch (column) {
    case 'device':
      return <ShortName name={shownName(row.deviceName)} />;
    case 'product':
      return (
        <span className="font-sans" title={row.productKey}>
          {shownName(product)}
        </span>
      );
    case 'state':
      return <StateWord state={row.state} />;
    case 'signIn':
      return row.lastSignIn === undefined ? (
        <span className="text-fg-3">–</span>
      ) : (
        <Verdict facts={row.lastSignIn} />
      );
  }
}
