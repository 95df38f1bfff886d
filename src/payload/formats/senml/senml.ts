/** SenML (RFC 8428) in JSON and CBOR. Its reader is loaded on first use. */
import { Lazy } from '../../../base/lazy.ts';
import { jsonTree } from '../../json/jsonTree.ts';
import type { PayloadFormat } from '../../tree/format.ts';
import { decodeItems } from '../../tree/items.ts';
import { LARGEST_READ } from '../../tree/largest.ts';
import { cborSyntax } from '../cbor/cborSyntax.ts';
import { isPack } from './senmlLabels.ts';

const readBy = new Lazy(async () => (await import('./senmlReading.ts')).senmlReading);

const BRACKET = 0x5b;
/** Bytes that contain the first label. */
const BEGUN = 64;
const FIRST_LABEL = /^\s*\[\s*\{\s*"(?:b[ntuvs]|bver|n|ut?|v[bsd]?|s|t)"\s*:/;

const beginsLikePack = (payload: Uint8Array): boolean =>
  FIRST_LABEL.test(String.fromCharCode(...payload.subarray(0, BEGUN)));

export const senml: PayloadFormat = {
  id: 'senml',
  name: 'SenML',
  extension: '.senml',
  mediaType: /^application\/sens?ml\+json\b/i,
  shown: 'where-found',
  isText: true,
  detect(payload, isNamed) {
    // Checked first, because this runs for every payload.
    const first = payload[0] ?? 0;
    if ((first !== BRACKET && first > 0x20) || payload.length > LARGEST_READ) return undefined;
    if (!isNamed && !beginsLikePack(payload)) return undefined;
    const read = jsonTree(payload);
    return read.ok && isPack(read.tree, isNamed) ? 'sure' : undefined;
  },
  readBy,
};

/** Lists of maps whose first key is a label. */
function beginsLikeMaps(payload: Uint8Array): boolean {
  const [list = 0, second = 0] = payload;
  if (list < 0x81 || list > 0x9f) return false;
  const at = list < 0x98 || list === 0x9f ? 1 : second === 0 ? 0 : list - 0x97 + 1;
  const [map = 0, key = 0] = payload.subarray(at, at + 2);
  const isMap = (map > 0xa0 && map < 0xb8) || map === 0xbf;
  return isMap && (key <= 8 || (key >= 0x20 && key <= 0x25));
}

export const senmlCbor: PayloadFormat = {
  id: 'senml-cbor',
  name: 'SenML (CBOR)',
  extension: '.senmlc',
  mediaType: /^application\/sens?ml\+cbor\b/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    // Checked first, because this runs for every payload.
    if (!beginsLikeMaps(payload) || payload.length > LARGEST_READ) return undefined;
    const { tree, error } = decodeItems(payload, cborSyntax);
    return tree !== undefined && error === undefined && isPack(tree, isNamed) ? 'sure' : undefined;
  },
  readBy,
};

/** Reads both notations. */
export const senmlStep: PayloadFormat = { ...senmlCbor, id: 'senml-step', name: 'SenML' };
