/** Puts the parts of a device in display order: each part precedes the parts that it contains. */
import type { Device, DevicePart, PartName } from './device.ts';

export interface PlacedPart {
  readonly key: string;
  readonly part: DevicePart;
  /** Number of parts that contain it. */
  readonly depth: number;
}

export function placedParts(parts: Device['parts']): readonly PlacedPart[] {
  const inside = new Map<string | undefined, string[]>();
  for (const [key, { under }] of parts) {
    const within = under !== undefined && parts.has(under) ? under : undefined;
    const all = inside.get(within);
    if (all === undefined) inside.set(within, [key]);
    else all.push(key);
  }
  const placed: PlacedPart[] = [];
  const place = (keys: readonly string[], depth: number) => {
    for (const key of keys) {
      const part = parts.get(key);
      if (part === undefined) continue;
      placed.push({ key, part, depth });
      place(inside.get(key) ?? [], depth + 1);
    }
  };
  place(inside.get(undefined) ?? [], 0);
  return placed;
}

/** Instances of this part, in any device. */
export function madeAfter(
  { device, part }: PartName,
  devices: Iterable<Device>,
): readonly PartName[] {
  const found: PartName[] = [];
  for (const { id, parts } of devices)
    for (const [key, { definedBy }] of parts) {
      if (definedBy?.device === device && definedBy.part === part)
        found.push({ device: id, part: key });
    }
  return found;
}
