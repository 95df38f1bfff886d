/** Network conditions in a form, all as text. */
import type { NetworkConditions, Range } from '../../../../broker/faults/networkConditions.ts';

export const NETWORK_FIELDS = [
  'client',
  'seed',
  'up',
  'down',
  'latency',
  'slice',
  'outageEvery',
  'outageLasts',
  'resetAfter',
  'silentAfter',
  'forgetAfter',
  'slowClose',
] as const;

export type NetworkField = (typeof NETWORK_FIELDS)[number];

/** Empty: not set. */
export type NetworkDraft = Readonly<Record<NetworkField | 'preset', string>>;

export const NO_NETWORK: NetworkDraft = {
  preset: '',
  client: '',
  seed: '',
  up: '',
  down: '',
  latency: '',
  slice: '',
  outageEvery: '',
  outageLasts: '',
  resetAfter: '',
  silentAfter: '',
  forgetAfter: '',
  slowClose: '',
};

const numberText = (value: number | undefined): string => (value === undefined ? '' : `${value}`);

function rangeText(range: Range | undefined): string {
  if (range === undefined) return '';
  const { least, most } = range;
  return least === most ? `${least}` : `${least}-${most}`;
}

export const networkDraftOf = (network: NetworkConditions): NetworkDraft => ({
  preset: network.preset ?? '',
  client: network.client ?? '',
  seed: numberText(network.seed),
  up: numberText(network.up),
  down: numberText(network.down),
  latency: rangeText(network.latency),
  slice: rangeText(network.slice),
  outageEvery: rangeText(network.outage?.every),
  outageLasts: rangeText(network.outage?.lasts),
  resetAfter: rangeText(network.resetAfter),
  silentAfter: rangeText(network.silentAfter),
  forgetAfter: numberText(network.forgetAfter),
  slowClose: numberText(network.slowClose),
});

/** Invalid numbers stay text, and the parser reports them. */
function valueOf(text: string): unknown {
  const [, least, most] = /^(\d+)\s*[-–]\s*(\d+)$/.exec(text) ?? [];
  if (least !== undefined && most !== undefined) return [Number(least), Number(most)];
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Network settings in the file format, unchecked. */
export function networkValue(draft: NetworkDraft): object {
  const { preset, client, outageEvery, outageLasts, ...numbers } = draft;
  const given = Object.entries(numbers)
    .map(([name, text]) => [name, text.trim()] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => [name, valueOf(text)] as const);
  const hasOutage = outageEvery.trim() !== '' || outageLasts.trim() !== '';
  return {
    ...(preset !== '' && { preset }),
    ...(client !== '' && { client }),
    ...Object.fromEntries(given),
    ...(hasOutage && {
      outage: { every: valueOf(outageEvery.trim()), lasts: valueOf(outageLasts.trim()) },
    }),
  };
}
