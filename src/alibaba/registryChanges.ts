/** Changes of products and devices since they were read. */
import type { Device } from './devices.ts';
import type { Product } from './product.ts';

/** Members of a product that can change. */
export type ProductMember = Exclude<keyof Product, 'productKey'>;

export interface ProductChange {
  readonly product: Product;
  /** The changed members; others are unchanged. */
  readonly members: ReadonlySet<ProductMember>;
}

export interface RegistryChanges {
  /** By product key; undefined if removed. */
  readonly products: ReadonlyMap<string, ProductChange | undefined>;
  /** By user name; undefined if removed. */
  readonly devices: ReadonlyMap<string, Device | undefined>;
}

export const NO_CHANGES: RegistryChanges = { products: new Map(), devices: new Map() };

export const userNameOf = ({ productKey, deviceName }: Omit<Device, 'deviceSecret'>): string =>
  `${deviceName}&${productKey}`;

/** In the original order, with new entries at the end. */
export function withChanges<R extends { products: readonly Product[]; devices: readonly Device[] }>(
  { products, devices }: R,
  changes: RegistryChanges,
): { readonly products: readonly Product[]; readonly devices: readonly Device[] } {
  const ofProducts = new Map(
    Array.from(changes.products, ([key, change]) => [key, change?.product]),
  );
  return {
    products: changedList(products, ofProducts, ({ productKey }) => productKey),
    devices: changedList(devices, changes.devices, userNameOf),
  };
}

function changedList<T>(
  list: readonly T[],
  changes: ReadonlyMap<string, T | undefined>,
  nameOf: (item: T) => string,
): readonly T[] {
  const before = new Set(list.map(nameOf));
  const kept = list.map((item) => {
    const name = nameOf(item);
    return changes.has(name) ? changes.get(name) : item;
  });
  const added = [...changes].filter(([name]) => !before.has(name)).map(([, item]) => item);
  return [...kept, ...added].filter((item) => item !== undefined);
}
