/**
 * Writes changes into the text of a devices file. Unchanged parts keep their order, indentation and unknown
 * members.
 */
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { type JsonTree, jsonTree } from '../payload/json/jsonTree.ts';
import { writeTsl } from './alink/writeTsl.ts';
import type { Device } from './devices.ts';
import type { Product, TopicClass } from './product.ts';
import {
  type ProductChange,
  type ProductMember,
  type RegistryChanges,
  userNameOf,
} from './registryChanges.ts';
import { defaultTopicClasses } from './topicClasses.ts';

/** JSON text by name; undefined to remove the member. */
type Members = ReadonlyMap<string, string | undefined>;

/** Changes of one list: the replacement of an element by its name; undefined to remove it. */
interface ListEdit {
  readonly nameOf: (members: ReadonlyMap<string, number>) => string;
  /** The changed element. */
  readonly changed: (name: string, row: number) => string | undefined;
  readonly isChanged: (name: string) => boolean;
  readonly added: (known: ReadonlySet<string>) => readonly string[];
}

/** @param text a valid file */
export function editDevicesFile(text: string, changes: RegistryChanges): string {
  const result = jsonTree(encodeUtf8(text));
  if (!result.ok) throw new Error('The devices file is not JSON.');
  return new FileEdit(result.tree, changes).run();
}

class FileEdit {
  readonly #tree: JsonTree;
  readonly #changes: RegistryChanges;

  constructor(tree: JsonTree, changes: RegistryChanges) {
    this.#tree = tree;
    this.#changes = changes;
  }

  run(): string {
    const end = this.#tree.bytes.length;
    const behind = this.#slice(this.#end(0), end);
    return `${this.#slice(0, this.#tree.tape.start(0))}${this.#root()}${behind}`;
  }

  #root(): string {
    const { products } = this.#changes;
    if (this.#tree.tape.kind(0) === 'array') {
      const devices = this.#list(0, this.#deviceEdit());
      const added = this.#productEdit().added(new Set());
      if (products.size === 0 || added.length === 0) return devices;
      return `{\n  "products": ${listText(added)},\n  "devices": ${devices}\n}`;
    }
    const rows = this.#rows(0);
    const edited = new Map<string, string | undefined>();
    const edit = (name: string, how: ListEdit): void => {
      const row = rows.get(name);
      if (row !== undefined) edited.set(name, this.#list(row, how));
      else if (how.added(new Set()).length > 0) edited.set(name, listText(how.added(new Set())));
    };
    if (products.size > 0) edit('products', this.#productEdit());
    if (this.#changes.devices.size > 0) edit('devices', this.#deviceEdit());
    return this.#object(0, edited);
  }

  #deviceEdit(): ListEdit {
    const { devices } = this.#changes;
    return {
      nameOf: (members) =>
        `${this.#string(members.get('deviceName'))}&${this.#string(members.get('productKey'))}`,
      isChanged: (name) => devices.has(name),
      changed: (name, row) => {
        const device = devices.get(name);
        return device && this.#object(row, deviceMembers(device));
      },
      added: (known) =>
        [...devices.values()].flatMap((device) =>
          device === undefined || known.has(userNameOf(device)) ? [] : [newDevice(device)],
        ),
    };
  }

  #productEdit(): ListEdit {
    const { products } = this.#changes;
    return {
      nameOf: (members) => this.#string(members.get('productKey')),
      isChanged: (name) => products.has(name),
      changed: (name, row) => {
        const change = products.get(name);
        return change && this.#object(row, productMembers(change));
      },
      added: (known) =>
        [...products.values()].flatMap((change) =>
          change === undefined || known.has(change.product.productKey)
            ? []
            : [newProduct(change.product)],
        ),
    };
  }

  #list(row: number, edit: ListEdit): string {
    const known = new Set<string>();
    const kept: string[] = [];
    for (const element of this.#tree.childRows(row)) {
      const name = edit.nameOf(this.#rows(element));
      known.add(name);
      const text = edit.isChanged(name) ? edit.changed(name, element) : this.#tree.source(element);
      if (text !== undefined) kept.push(text);
    }
    return this.#joined(row, [...kept, ...edit.added(known)], '[]');
  }

  /** Unchanged members keep their source text. */
  #object(row: number, members: Members): string {
    const rows = this.#rows(row);
    const kept = [...rows].flatMap(([name, at]): readonly string[] => {
      if (!members.has(name)) return [this.#slice(this.#tree.memberStart(at), this.#end(at))];
      const value = members.get(name);
      const key = this.#slice(this.#tree.memberStart(at), this.#tree.tape.start(at));
      return value === undefined ? [] : [`${key}${value}`];
    });
    const added = [...members].flatMap(([name, value]): readonly string[] =>
      value === undefined || rows.has(name) ? [] : [`${JSON.stringify(name)}: ${value}`],
    );
    return this.#joined(row, [...kept, ...added], '{}');
  }

  /** With the white space and line ends of the original list. */
  #joined(row: number, parts: readonly string[], brackets: '[]' | '{}'): string {
    const [open = '', close = ''] = brackets;
    if (parts.length === 0) return brackets;
    const children = [...this.#tree.childRows(row)];
    const [first, second] = children;
    const last = children.at(-1);
    const start = this.#tree.tape.start(row);
    if (first === undefined || last === undefined) return listText(parts, brackets);
    const startOf = (at: number): number =>
      brackets === '{}' ? this.#tree.memberStart(at) : this.#tree.tape.start(at);
    const lead = this.#slice(start + 1, startOf(first));
    const between =
      second === undefined
        ? `,${lead === '' ? ' ' : lead}`
        : this.#slice(this.#end(first), startOf(second));
    const tail = this.#slice(this.#end(last), this.#end(row) - 1);
    return `${open}${lead}${parts.join(between)}${tail}${close}`;
  }

  #rows(row: number): ReadonlyMap<string, number> {
    const rows = new Map<string, number>();
    for (const child of this.#tree.childRows(row)) rows.set(this.#tree.key(child) ?? '', child);
    return rows;
  }

  #string(row: number | undefined): string {
    return row === undefined ? '' : (this.#tree.string(row) ?? '');
  }

  #end(row: number): number {
    return this.#tree.tape.end(row);
  }

  #slice(start: number, end: number): string {
    return decodeUtf8(this.#tree.bytes.subarray(start, end)) ?? '';
  }
}

/** Formats a list without an example in the file. */
function listText(parts: readonly string[], brackets: '[]' | '{}' = '[]'): string {
  const [open = '', close = ''] = brackets;
  return `${open}\n    ${parts.join(',\n    ')}\n  ${close}`;
}

function deviceMembers({ deviceSecret, disabled }: Device): Members {
  return new Map([
    ['deviceSecret', JSON.stringify(deviceSecret)],
    ['disabled', disabled === true ? 'true' : undefined],
  ]);
}

function newDevice({ productKey, deviceName, deviceSecret, disabled }: Device): string {
  const names = { productKey, deviceName, deviceSecret, ...(disabled === true && { disabled }) };
  return oneLine(names);
}

/** `{ "a": 1 }` */
const oneLine = (value: object): string => {
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${JSON.stringify(member)}`,
  );
  return `{ ${members.join(', ')} }`;
};

function memberText(product: Product, member: ProductMember): string | undefined {
  const { productKey, name, topics, model, productSecret, dynamicRegistration } = product;
  const { rawRules = [] } = product;
  switch (member) {
    case 'name':
      return JSON.stringify(name);
    case 'topics':
      return isDefault(topics, productKey) ? undefined : JSON.stringify(topics);
    case 'model':
      return model && writeTsl(model, productKey);
    case 'productSecret':
      return productSecret === undefined ? undefined : JSON.stringify(productSecret);
    case 'dynamicRegistration':
      return dynamicRegistration === false ? 'false' : undefined;
    case 'rawRules':
      return rawRules.length === 0 ? undefined : JSON.stringify(rawRules);
  }
}

function productMembers({ product, members }: ProductChange): Members {
  const changed = Array.from(members, (member) => [member, memberText(product, member)] as const);
  // An inline model replaces the name of a model file.
  return new Map<string, string | undefined>([
    ...changed,
    ...(members.has('model') ? ([['modelFile', undefined]] as const) : []),
  ]);
}

const MEMBERS: readonly ProductMember[] = [
  'name',
  'productSecret',
  'dynamicRegistration',
  'topics',
  'model',
  'rawRules',
];

function newProduct(product: Product): string {
  const members = MEMBERS.flatMap((member) => {
    const text = memberText(product, member);
    return text === undefined ? [] : [`${JSON.stringify(member)}: ${text}`];
  });
  return `{ ${[`"productKey": ${JSON.stringify(product.productKey)}`, ...members].join(', ')} }`;
}

const isDefault = (topics: readonly TopicClass[], productKey: string): boolean =>
  JSON.stringify(topics) === JSON.stringify(defaultTopicClasses(productKey));

/** Writes everything as a new file. */
export function writeDevicesFile(
  products: readonly Product[],
  devices: readonly Device[],
  settings: Readonly<Record<string, unknown>>,
): string {
  const list = (name: string, parts: readonly string[]): string =>
    `  "${name}": ${parts.length === 0 ? '[]' : listText(parts)}`;
  const parts = [
    list('products', products.map(newProduct)),
    list('devices', devices.map(newDevice)),
    ...(Object.keys(settings).length === 0 ? [] : [`  "settings": ${oneLine(settings)}`]),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}
