/**
 * Reads XML with saxes, which resolves only the five predefined entities of XML. `xml.ts` loads it on first
 * use.
 */
import { SaxesParser } from 'saxes';
import { utf8Length } from '../../../base/utf8.ts';
import { BuiltTree, DEEPEST, type Key } from '../../tree/builtTree.ts';
import type { Decoded, ErrorKey, FormatError, FormatReading, LaidOut } from '../../tree/format.ts';
import { lineStart } from '../../tree/notation.ts';
import { textOf } from '../../tree/textual.ts';
import { BytePlaces, decodeText, scalar } from '../../tree/textValues.ts';

type Kind = 'open' | 'close' | 'text' | 'cdata' | 'other' | 'attribute';

/** A piece of the document, in the order of their starts; places are in UTF-16 units. */
interface Piece {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  /** Name of an element or attribute. */
  readonly name: string;
  /** Text content, or value of an attribute. */
  readonly text: string;
}

/** Stops the reading, with the error. */
class Stopped extends Error {
  readonly key: ErrorKey;

  constructor(key: ErrorKey) {
    super(key);
    this.key = key;
  }
}

interface XmlError {
  readonly key: ErrorKey;
  /** Place in UTF-16 units. */
  readonly at: number;
}

/** Limit of pieces. Most of them become one value of the tree. */
const MOST_PIECES = 500_000;

function piecesOf(text: string) {
  const pieces: Piece[] = [];
  // A byte order mark may precede the declaration.
  const skipped = text.startsWith('\ufeff') ? 1 : 0;
  const parser = new SaxesParser({ position: true });
  let reached = skipped;
  let depth = 0;
  const position = () => parser.position + skipped;
  const add = (kind: Kind, start: number, end: number, name = '', held = ''): void => {
    if (pieces.length >= MOST_PIECES) throw new Stopped('many');
    pieces.push({ kind, start, end, name, text: held });
    reached = end;
  };
  // saxes reports some markup one character before its end.
  const markup = (kind: Kind, name = '', held = ''): void => {
    const end = text.indexOf('>', position() - 1) + 1;
    add(kind, reached, end === 0 ? text.length : end, name, held);
  };
  parser.on('error', () => {
    throw new Stopped('syntax');
  });
  parser.on('text', (held) => {
    const next = text.indexOf('<', reached);
    add('text', reached, next === -1 ? text.length : next, '', held);
  });
  parser.on('opentagstart', ({ name }) => {
    depth += 1;
    if (depth > DEEPEST) throw new Stopped('depth');
    add('open', reached, reached + 1 + name.length, name);
  });
  parser.on('attribute', ({ name, value }) => {
    const start = text.indexOf(name, reached);
    add('attribute', start, position(), name, value);
  });
  // The end of a tag belongs to the tag.
  parser.on('opentag', () => (reached = position()));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    markup('close', name);
  });
  parser.on('cdata', (held) => markup('cdata', '', held));
  for (const event of ['comment', 'processinginstruction', 'doctype', 'xmldecl'] as const) {
    parser.on(event, () => markup('other'));
  }
  let error: XmlError | undefined;
  try {
    parser.write(text.slice(skipped)).close();
  } catch (thrown) {
    const key = thrown instanceof Stopped ? thrown.key : 'syntax';
    error = { key, at: Math.min(position(), text.length) };
  }
  return { pieces, error, reached };
}

/** Elements with only text become that text. Attributes get an `@`, other text becomes `#text`. */
function read(text: string, length: number): Decoded {
  const { pieces, error } = piecesOf(text);
  const places = new BytePlaces(text);
  const tree = new BuiltTree({ repeatsNames: true });
  tree.open('object', 0);
  for (let at = 0; at < pieces.length; at += 1) at = addPiece(tree, pieces, at, places);
  tree.end(length);
  const wrong = error && errorAt(error, places);
  return { tree: tree.tape.size > 1 ? tree : undefined, error: wrong };
}

function errorAt({ key, at }: XmlError, places: BytePlaces): FormatError {
  return { key, offset: places.of(at), ...(key === 'depth' && { levels: DEEPEST }) };
}

/** @returns the last piece that was added */
function addPiece(
  tree: BuiltTree,
  pieces: readonly Piece[],
  at: number,
  places: BytePlaces,
): number {
  const piece = pieces[at];
  if (piece === undefined) return at;
  switch (piece.kind) {
    case 'open':
      return addElement(tree, pieces, at, piece, places);
    case 'close':
      tree.close(places.of(piece.end));
      return at;
    case 'attribute': {
      const key = keyOf(`@${piece.name}`, piece, 0, places);
      const start = places.of(piece.start + piece.name.length);
      tree.add(scalar(piece.text), start, places.of(piece.end), key);
      return at;
    }
    case 'text':
    case 'cdata':
      if (piece.text.trim() === '' || tree.depth < 2) return at;
      tree.add(scalar(piece.text.trim()), places.of(piece.start), places.of(piece.end), {
        name: '#text',
      });
      return at;
    case 'other':
      return at;
  }
}

function addElement(
  tree: BuiltTree,
  pieces: readonly Piece[],
  at: number,
  open: Piece,
  places: BytePlaces,
): number {
  const key = keyOf(open.name, open, 1, places);
  let last = at + 1;
  let held = '';
  while (pieces[last]?.kind === 'text' || pieces[last]?.kind === 'cdata') {
    held += pieces[last]?.text ?? '';
    last += 1;
  }
  const close = pieces[last];
  if (close?.kind === 'close') {
    tree.add(scalar(held.trim()), key.end, places.of(close.end), key);
    return last;
  }
  tree.open('object', key.end, key);
  return at;
}

/** @param before number of characters before the name that belong to it */
function keyOf(name: string, { start, end }: Piece, before: number, places: BytePlaces) {
  const from = places.of(start);
  const to = before === 0 ? from + utf8Length(name.slice(1)) : places.of(end);
  return { name, start: from, end: to } satisfies Key;
}

/** Puts each tag of an element with children on a line, and each other element. */
function layOut(payload: Uint8Array): LaidOut | undefined {
  const text = textOf(payload);
  if (text === undefined) return undefined;
  const { pieces, error } = piecesOf(text);
  const lines = new Lines(text);
  let depth = 0;
  let before: Kind | undefined;
  for (const [index, { kind, start, end, text: held }] of pieces.entries()) {
    if (kind === 'attribute') continue;
    if (kind === 'close') depth -= 1;
    if (kind === 'text' && held.trim() === '') continue;
    const isAfterWhole = before === 'close' || before === 'other';
    const isOwn = kind === 'open' || kind === 'other' || (kind === 'close' && isAfterWhole);
    if (isOwn && before !== undefined) lines.begin(start, depth);
    lines.add(start, kind === 'open' ? tagEnd(pieces, index, text) : end);
    if (kind === 'open') depth += 1;
    before = kind;
  }
  if (error === undefined) return lines.result();
  lines.rest();
  const laidOut = lines.result();
  return { ...laidOut, error: errorAt(error, new BytePlaces(text)) };
}

/** End of the tag that begins with this piece, which is the start of the next piece that is not an attribute. */
function tagEnd(pieces: readonly Piece[], from: number, text: string): number {
  let last = from;
  while (pieces[last + 1]?.kind === 'attribute') last += 1;
  const next = pieces[last + 1];
  if (next !== undefined) return next.start;
  const end = text.indexOf('>', pieces[last]?.end ?? 0);
  return end === -1 ? text.length : end + 1;
}

class Lines {
  readonly #text: string;
  readonly #places: BytePlaces;
  readonly #pieces: string[] = [];
  readonly #offsets = [0];
  #reached = 0;

  constructor(text: string) {
    this.#text = text;
    this.#places = new BytePlaces(text);
  }

  begin(start: number, depth: number): void {
    this.#pieces.push(lineStart(depth));
    this.#offsets.push(this.#places.of(start));
  }

  /** Adds the source unchanged, with its line breaks. */
  add(start: number, end: number): void {
    const piece = this.#text.slice(start, end);
    for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1)) {
      this.#offsets.push(this.#places.of(start + at + 1));
    }
    this.#pieces.push(piece);
    this.#reached = end;
  }

  /** Adds everything that was not read, on separate lines. */
  rest(): void {
    if (this.#reached >= this.#text.length) return;
    this.begin(this.#reached, 0);
    this.add(this.#reached, this.#text.length);
  }

  result(): LaidOut {
    return { text: this.#pieces.join(''), lineOffsets: this.#offsets };
  }
}

export const xmlReading: FormatReading = {
  decode: (payload) => decodeText(payload, read),
  layOut,
};
