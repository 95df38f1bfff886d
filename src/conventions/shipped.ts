/** The conventions described by built-in files. */
import { HEADS } from './ecosystems/heads.ts';
import type { ConventionFile } from './files/conventionFile.ts';
import type { FileHead } from './files/fileConvention.ts';
import type { MoreByKind } from './files/fileMeaning.ts';

export interface Ecosystem {
  readonly file: ConventionFile;
  /** Additional meaning that a file cannot describe. */
  readonly more?: MoreByKind | undefined;
}

interface Shipped {
  readonly head: FileHead;
  /** Loads the file, with the first of its topics. */
  readonly load: () => Promise<Ecosystem>;
}

type LoadCode = () => Promise<MoreByKind>;

/** By the identifier of the convention. The README says why these need code. */
const CODE: ReadonlyMap<string, LoadCode> = new Map<string, LoadCode>([
  ['esphome', async () => (await import('./ecosystems/espHomeNodes.ts')).espHomeNodes],
  ['frigate', async () => (await import('./ecosystems/frigateZones.ts')).frigateZones],
  ['homie', async () => (await import('./ecosystems/homieDescription.ts')).homieDescription],
  ['meshtastic', async () => (await import('./ecosystems/meshtasticNodes.ts')).meshtasticNodes],
  ['opcua-pubsub', async () => (await import('./ecosystems/opcUaDataSets.ts')).opcUaDataSets],
  ['zigbee2mqtt', async () => (await import('./ecosystems/zigbeeValues.ts')).zigbeeValues],
]);

async function valueOf(id: string): Promise<unknown> {
  const file: unknown = await import(`./ecosystems/${id}.json`);
  return typeof file === 'object' && file !== null && 'default' in file ? file.default : undefined;
}

async function ecosystem(id: string): Promise<Ecosystem> {
  const [{ readConvention }, value, more] = await Promise.all([
    import('./files/readFile.ts'),
    valueOf(id),
    CODE.get(id)?.(),
  ]);
  const read = readConvention(value);
  if (!read.ok) throw new Error(`${id}.json is no convention: ${JSON.stringify(read.errors)}`);
  return { file: read.file, more };
}

export const SHIPPED: readonly Shipped[] = HEADS.map((head) => ({
  head,
  load: () => ecosystem(head.id),
}));
