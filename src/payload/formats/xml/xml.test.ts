import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { Decimal } from '../../../base/decimal.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { formatOf, loadFormat } from '../formats.ts';
import { diffPayloads } from '../payloadDiff.ts';
import { payloadReader } from '../reading.ts';
import { expectReadable, mutated, plain } from '../tree.testkit.ts';
import { xml } from './xml.ts';
import { xmlReading } from './xmlReading.ts';

await loadFormat(xml);

const READ = { ...xml, ...xmlReading };
const read = (text: string) => xmlReading.decode?.(encodeUtf8(text));
const said = (text: string) => {
  const tree = read(text)?.tree;
  return tree && plain(tree);
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const name = fc.constantFrom('a', 'sensor', 't:v', 'größe', '_x-1.2');
const words = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .map((text) => `w${text.replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff\s]/gu, '')}`);
const element: fc.Arbitrary<Element> = fc.letrec<{ element: Element }>((tie) => ({
  element: fc.record({
    name,
    attributes: fc.dictionary(fc.constantFrom('id', 'unit'), words, { noNullPrototype: true }),
    children: fc.oneof(
      { maxDepth: 3 },
      fc.constant([]),
      fc.array(words, { minLength: 1, maxLength: 1 }),
      fc.array(tie('element'), { maxLength: 3 }),
    ),
  }),
})).element;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function written(of: Element | string): string {
  if (typeof of === 'string') return escaped(of);
  const attributes = Object.entries(of.attributes)
    .map(([key, value]) => ` ${key}="${escaped(value).replaceAll('"', '&quot;')}"`)
    .join('');
  const inner = of.children.map(written).join('');
  return inner === ''
    ? `<${of.name}${attributes}/>`
    : `<${of.name}${attributes}>${inner}</${of.name}>`;
}

type Node = NonNullable<ReturnType<DOMParser['parseFromString']>['documentElement']>;

/** The form in which `plain` returns a value, from a document read by xmldom. */
function asRead(node: Node): unknown {
  const attributes = Array.from(node.attributes, (one) => [`@${one.name}`, one.value]);
  const children: unknown[] = [];
  for (let at = node.firstChild; at !== null; at = at.nextSibling) {
    if (at.nodeType === 1) {
      const inner = Array.from(node.getElementsByTagName('*')).find((one) => one === at);
      if (inner !== undefined) children.push([inner.nodeName, asRead(inner)]);
    } else children.push(['#text', at.nodeValue]);
  }
  const [only] = children;
  if (attributes.length > 0) return [...attributes, ...children];
  if (children.length === 0) return '';
  const isText = children.length === 1 && Array.isArray(only) && only[0] === '#text';
  return isText && Array.isArray(only) ? only[1] : children;
}

describe('XML', () => {
  it('agrees with xmldom', () => {
    fc.assert(
      fc.property(element, (root) => {
        const text = written(root);
        const parser = new DOMParser({ onError: onErrorStopParsing, xmlns: {} });
        const node = parser.parseFromString(
          text.replaceAll('t:v', 'tv'),
          'text/xml',
        ).documentElement;
        if (node === null) throw new Error('nothing read');
        expect(said(text.replaceAll('t:v', 'tv'))).toEqual([[node.nodeName, asRead(node)]]);
        expect(expectReadable(READ, encodeUtf8(text))).toBeUndefined();
      }),
      { numRuns: tries(300) },
    );
  });

  it('keeps every digit of numbers, also in attributes, and leaves other texts unchanged', () => {
    const text = '<r id="007"><t unit="C">127.0</t><n>9223372036854775807</n><s> on </s><e/></r>';
    expect(said(text)).toEqual([
      [
        'r',
        [
          ['@id', '007'],
          [
            't',
            [
              ['@unit', 'C'],
              ['#text', 127],
            ],
          ],
          ['n', '9223372036854775807'],
          ['s', 'on'],
          ['e', ''],
        ],
      ],
    ]);
    const value = (...steps: string[]) => payloadReader(steps)(encodeUtf8(text));
    expect(value('r', 'n')).toBeInstanceOf(Decimal);
    expect(value('r', 't', '#text')).toBe(127);
    expect(value('r', 't', '@unit')).toBe('C');
  });

  it('locates each value in the bytes', () => {
    const text = '<ü a="ß">\n <b>x&amp;y</b><c/>\n</ü>';
    const tree = read(text)?.tree;
    const bytes = encodeUtf8(text);
    const places = [1, 2, 3, 4].map((row) =>
      decodeUtf8(bytes.subarray(tree?.memberStart(row), tree?.tape.end(row))),
    );
    expect(places).toEqual([text, 'a="ß"', '<b>x&amp;y</b>', '<c/>']);
    expect(tree?.value(3)).toBe('x&y');
  });

  it('is formatted with a line for each element', () => {
    const text = '<?xml version="1.0"?><r a="1"><b>x</b><l><i>1</i><i/></l><!-- c --></r>';
    const laidOut = xmlReading.layOut?.(encodeUtf8(text));
    expect(laidOut?.text.split('\n')).toEqual([
      '<?xml version="1.0"?>',
      '<r a="1">',
      '  <b>x</b>',
      '  <l>',
      '    <i>1</i>',
      '    <i/>',
      '  </l>',
      '  <!-- c -->',
      '</r>',
    ]);
    const starts = laidOut?.lineOffsets.map((offset) => text.slice(offset, offset + 3));
    expect(starts).toEqual(['<?x', '<r ', '<b>', '<l>', '<i>', '<i/', '</l', '<!-', '</r']);
  });

  it.each([
    ['<a>1</a>', 'xml'],
    ['<a/>', 'xml'],
    ['<?xml version="1.0"?>\n<a>1</a>\n', 'xml'],
    ['\ufeff<a b="1"><c/></a>', 'xml'],
    ['<unknown>', 'text'],
    ['<b>bold</i>', 'text'],
    ['< 5', 'text'],
    ['a <b>c</b>', 'text'],
    ['<none> yes', 'text'],
  ])('detects the format of %j: %s', (text, id) => {
    expect(formatOf(encodeUtf8(text))?.id).toBe(id);
  });

  it('locates errors, and keeps the values before', () => {
    const text = '<r><a>1</a><b x=2></b></r>';
    const { tree, error } = read(text) ?? {};
    expect(tree && plain(tree)).toEqual([
      [
        'r',
        [
          ['a', 1],
          ['b', []],
        ],
      ],
    ]);
    expect(error?.key).toBe('syntax');
    expect(text.slice(0, error?.offset)).toBe('<r><a>1</a><b x=2');
    expect(xmlReading.layOut?.(encodeUtf8(text))?.text).toMatch(/<b x=2>\n<\/b><\/r>$/);
  });

  it('is compared value by value', () => {
    const [before, after] = ['<r><a>1</a><b>2</b></r>', '<r><a>1</a><b>3</b></r>'].map(encodeUtf8);
    const diff = before && after && diffPayloads(before, after);
    expect(diff).toMatchObject({ total: 1, changes: [{ path: ['r', 'b'] }] });
  });

  it('resolves no custom entities, and rejects deep nesting quickly', () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">${Array.from(
      { length: 20 },
      (_, n) => `<!ENTITY a${n} "${`&a${n - 1 < 0 ? '' : n - 1};`.repeat(10)}">`,
    ).join('')}]><l>&a19;</l>`;
    expect(read(laughs)?.error?.key).toBe('syntax');
    expect(read('<a>'.repeat(100_000))?.error?.key).toBe('depth');
    const wide = `<r>${'<a b="1">2</a>'.repeat(100_000)}</r>`;
    expect(leastCpuTime(() => read(wide), 1)).toBeLessThan(8000);
    const open = encodeUtf8(`<a ${'x '.repeat(500_000)}`);
    expect(leastCpuTime(() => formatOf(open), 2, 1000)).toBeLessThan(1000);
  });

  it('never throws on damaged bytes', () => {
    fc.assert(
      fc.property(mutated(element.map((root) => encodeUtf8(written(root)))), (bytes) => {
        const error = expectReadable(READ, bytes);
        expect(error?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: tries(300) },
    );
  });
});
