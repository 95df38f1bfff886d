/** Resolves names across several `.proto` files by the language's rules, and follows imports. */
import type { Localizable } from '../../base/message.ts';
import { textPlaceAt } from '../../base/textPlace.ts';
import { type Charge, ReadOnce } from '../schemas/readOnce.ts';
import { SchemaFileError, type SchemaFileErrors } from '../schemas/schemaFileErrors.ts';
import type { SchemaFile } from '../schemas/step.ts';
import { parseProto } from './protoParser.ts';
import {
  type FieldType,
  type ProtoEnum,
  type ProtoField,
  type ProtoFile,
  type ProtoMessage,
  SCALARS,
  within,
} from './protoSchema.ts';
import { wellKnown } from './wellKnown.ts';

interface SchemaErrorPlace {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly column: number;
  readonly why: Localizable<SchemaFileErrors>;
}

export type LinkedTypes =
  | { readonly ok: true; readonly types: ProtoTypes }
  | { readonly ok: false; readonly error: SchemaErrorPlace };

/** Messages with the resolved types of their fields. */
export class ProtoTypes {
  readonly #types: ReadonlyMap<string, ProtoMessage | ProtoEnum>;
  /** By field; each field object belongs to one message. */
  readonly #ofFields: ReadonlyMap<ProtoField, ProtoMessage | ProtoEnum>;
  /** The file that was requested. */
  readonly #own: ProtoFile;

  constructor(
    own: ProtoFile,
    types: ReadonlyMap<string, ProtoMessage | ProtoEnum>,
    ofFields: ReadonlyMap<ProtoField, ProtoMessage | ProtoEnum>,
  ) {
    this.#own = own;
    this.#types = types;
    this.#ofFields = ofFields;
  }

  /** undefined if the type is a scalar. */
  typeOf(field: ProtoField): ProtoMessage | ProtoEnum | undefined {
    return this.#ofFields.get(field);
  }

  /** By its full name, or by its name without the package of the file. */
  message(name: string): ProtoMessage | undefined {
    const full = name.startsWith('.') ? name.slice(1) : name;
    const found = this.#types.get(within(this.#own.package, full)) ?? this.#types.get(full);
    return found?.kind === 'message' ? found : undefined;
  }

  /** By its full name only. */
  named(name: string): ProtoMessage | undefined {
    const found = this.#types.get(name);
    return found?.kind === 'message' ? found : undefined;
  }

  /** Names of the messages of the file, without its package. */
  get names(): readonly string[] {
    const from = this.#own.package === '' ? 0 : this.#own.package.length + 1;
    return [...this.#own.types.values()].flatMap(({ kind, name }) =>
      kind === 'message' ? name.slice(from) : [],
    );
  }
}

interface Read {
  readonly file: string;
  readonly text: string;
  readonly proto: ProtoFile;
}

/** Parses each file only once, because every message and every keystroke in a chain needs it. */
const parsed = new WeakMap<SchemaFile, ProtoFile>();

function parsedFile(file: SchemaFile): ProtoFile {
  const proto = parsed.get(file) ?? parseProto(file.text);
  parsed.set(file, proto);
  return proto;
}

/** By the full path, or by the part after the last slash, because files are stored without folders. */
function fileFor(path: string, files: readonly SchemaFile[]): SchemaFile | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const text = wellKnown(path);
  return (
    files.find(({ name }) => name === path) ??
    files.find(({ name }) => name === last) ??
    (text === undefined ? undefined : { name: path, text })
  );
}

/** The file and all its imports, each once. */
function withImports(
  first: SchemaFile,
  files: readonly SchemaFile[],
  charge: Charge,
): readonly Read[] {
  const reads: Read[] = [];
  const seen = new Set<string>([first.name]);
  const open: SchemaFile[] = [first];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const { name, text } = file;
    const proto = inFile({ file: name, text }, () => {
      charge(file);
      return parsedFile(file);
    });
    reads.push({ file: name, text, proto });
    for (const { path, at } of proto.imports) {
      const found = fileFor(path, files);
      if (found === undefined) {
        const why = { key: 'import', args: { file: path } } as const;
        inFile({ file: name, text }, () => {
          throw new SchemaFileError(why, at);
        });
      } else if (!seen.has(found.name)) {
        seen.add(found.name);
        open.push(found);
      }
    }
  }
  return reads;
}

class ErrorInFile extends Error {
  readonly place: SchemaErrorPlace;

  constructor(place: SchemaErrorPlace) {
    super(place.why.key);
    this.place = place;
  }
}

function inFile<T>({ file, text }: Pick<Read, 'file' | 'text'>, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof SchemaFileError)) throw error;
    throw new ErrorInFile({ file, ...textPlaceAt(text, error.at), why: error.why });
  }
}

const linked = new ReadOnce<LinkedTypes>();

/** Never throws. */
export function linkTypes(file: SchemaFile, files: readonly SchemaFile[]): LinkedTypes {
  return linked.of(file, files, (charge) => linkedTypes(file, files, charge));
}

function linkedTypes(file: SchemaFile, files: readonly SchemaFile[], charge: Charge): LinkedTypes {
  try {
    return { ok: true, types: link(withImports(file, files, charge)) };
  } catch (error) {
    if (error instanceof ErrorInFile) return { ok: false, error: error.place };
    throw error;
  }
}

function link(reads: readonly Read[]): ProtoTypes {
  const types = new Map<string, ProtoMessage | ProtoEnum>();
  for (const { proto } of reads) {
    for (const type of proto.types.values()) {
      // Parsed files are shared, so extensions are added to a copy.
      types.set(type.name, type.kind === 'enum' ? type : { ...type, fields: new Map(type.fields) });
    }
  }
  const ofFields = new Map<ProtoField, ProtoMessage | ProtoEnum>();
  for (const read of reads) inFile(read, () => linkFile(read.proto, types, ofFields));
  const [own] = reads;
  return new ProtoTypes(own?.proto ?? EMPTY, types, ofFields);
}

const EMPTY: ProtoFile = { package: '', imports: [], types: new Map(), extensions: [] };

function linkFile(
  { types: own, extensions, package: scope }: ProtoFile,
  types: ReadonlyMap<string, ProtoMessage | ProtoEnum>,
  ofFields: Map<ProtoField, ProtoMessage | ProtoEnum>,
): void {
  const linkField = (field: ProtoField, from: string): void => {
    if (SCALARS.has(field.type.name)) return;
    ofFields.set(field, resolved(field.type, from, types));
  };
  for (const type of own.values()) {
    if (type.kind === 'enum') continue;
    for (const field of type.fields.values()) linkField(field, type.name);
  }
  for (const { of, scope: from, fields } of extensions) {
    const message = resolved(of, from === '' ? scope : from, types);
    for (const field of fields) {
      linkField(field, from);
      // An extension is named in parentheses or brackets.
      if (message.kind === 'message') message.fields.set(field.number, field);
    }
  }
}

/** Resolves a name in the innermost scope that has it. */
function resolved(
  { name, at }: FieldType,
  from: string,
  types: ReadonlyMap<string, ProtoMessage | ProtoEnum>,
): ProtoMessage | ProtoEnum {
  if (name.startsWith('.')) {
    const found = types.get(name.slice(1));
    if (found !== undefined) return found;
  } else {
    for (let scope = from; ; scope = scope.slice(0, Math.max(0, scope.lastIndexOf('.')))) {
      const found = types.get(within(scope, name));
      if (found !== undefined) return found;
      if (scope === '') break;
    }
  }
  throw new SchemaFileError({ key: 'type', args: { name } }, at);
}
