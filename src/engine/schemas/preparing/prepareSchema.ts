/**
 * Compiles a JSON Schema into checks: visits its keywords, rejects malformed ones with their position, and
 * resolves references.
 */
import { type Check, FALSE_NODE, SchemaNode, TRUE_NODE } from '../evaluating/evaluation.ts';
import { isObject, type JsonObject } from '../evaluating/jsonValue.ts';
import { below, type Place, pointerOf } from '../evaluating/place.ts';
import type { StepBudget } from '../evaluating/stepBudget.ts';
import type { Draft, KeywordContext, Reference } from '../keywords/keyword.ts';
import { KEYWORDS } from '../keywords/keywords.ts';
import { clippedText, SchemaError, wrongKeyword } from '../keywords/schemaRejections.ts';
import { RECURSIVE, type Resource, Resources } from './resources.ts';

export interface PreparedSchema {
  readonly root: SchemaNode;
  /** True if a keyword asks which parts others evaluated. */
  readonly tracks: boolean;
}

/** Steps per schema, for its memory. */
const NODE = 20;

interface Known {
  readonly node: SchemaNode;
  readonly place: Place | undefined;
  readonly resource: Resource;
}

interface Pending {
  readonly uri: string;
  readonly place: Place;
  readonly from: Known;
  readonly isDynamic: boolean;
  readonly found: (target: SchemaNode, dynamicAnchor: string | undefined) => void;
}

/** Throws `SchemaError`, `BudgetSpent`. @param root nested no deeper than the stack permits */
export function prepareSchema(root: JsonObject, steps: StepBudget): PreparedSchema {
  return new Preparation(root, steps).prepared();
}

class Preparation {
  readonly #root: JsonObject;
  readonly #draft: Draft;
  readonly #steps: StepBudget;
  readonly #resources: Resources;
  readonly #known = new Map<JsonObject, Known>();
  /** Schemas whose keywords were not visited yet. */
  readonly #open: JsonObject[] = [];
  /** References that were not resolved yet. */
  readonly #pending: Pending[] = [];
  #tracks = false;

  constructor(root: JsonObject, steps: StepBudget) {
    this.#root = root;
    this.#draft = draftOf(root);
    this.#steps = steps;
    this.#resources = new Resources(steps);
  }

  prepared(): PreparedSchema {
    const root = this.#nodeOf(this.#root, undefined, undefined);
    this.#readOpen();
    for (let one = this.#pending.pop(); one !== undefined; one = this.#pending.pop()) {
      this.#follow(one);
      this.#readOpen();
    }
    const endless = endlessNode([...this.#known.values()].map(({ node }) => node));
    const at = [...this.#known.values()].find(({ node }) => node === endless);
    if (at !== undefined) {
      throw new SchemaError({ key: 'endless', args: { place: pointerOf(at.place) } });
    }
    return { root, tracks: this.#tracks };
  }

  /** Throws `SchemaError`. */
  #nodeOf(schema: unknown, place: Place | undefined, around: Resource | undefined): SchemaNode {
    this.#steps.take(1);
    if (typeof schema === 'boolean') return schema ? TRUE_NODE : FALSE_NODE;
    if (!isObject(schema)) throw wrongKeyword(place, 'schema');
    const known = this.#known.get(schema);
    if (known !== undefined) return known.node;
    this.#steps.take(NODE);
    const resource = this.#resources.of(schema, place, around, this.#draft);
    const node = new SchemaNode(resource);
    this.#known.set(schema, { node, place, resource });
    this.#open.push(schema);
    return node;
  }

  #readOpen(): void {
    for (let schema = this.#open.pop(); schema !== undefined; schema = this.#open.pop()) {
      const known = this.#known.get(schema);
      if (known !== undefined) this.#read(schema, known);
    }
  }

  #read(schema: JsonObject, known: Known): void {
    const { node, place, resource } = known;
    this.#resources.addAnchors(node, schema, place, resource, this.#draft);
    const keywords = Object.keys(schema).filter((name) => KEYWORDS.has(name));
    this.#steps.take(keywords.length);
    // In older drafts, `$ref` disables its siblings; they must still be well-formed.
    const isReference =
      (this.#draft === '4' || this.#draft === '7') && Object.hasOwn(schema, '$ref');
    for (const keyword of keywords.toSorted(byOrder)) {
      if (keyword.startsWith('unevaluated')) this.#tracks = true;
      const context = this.#context(keyword, schema, known, isReference && keyword !== '$ref');
      const check: Check | undefined = KEYWORDS.get(keyword)?.(schema[keyword], context);
      if (check !== undefined && (!isReference || keyword === '$ref')) node.checks.push(check);
    }
  }

  /** @param isIdle true if the keyword has no effect */
  #context(keyword: string, schema: JsonObject, from: Known, isIdle: boolean): KeywordContext {
    const place = below(from.place, keyword);
    const subschema = (value: unknown, at: Place) => this.#nodeOf(value, at, from.resource);
    return {
      draft: this.#draft,
      keyword,
      schema,
      place,
      steps: this.#steps,
      subschema,
      inPlace: (value, at) => {
        const target = subschema(value, at);
        if (!isIdle) from.node.inPlace.push(target);
        return target;
      },
      reference: (uri, isDynamic) => this.#reference(uri, place, from, isDynamic),
    };
  }

  #reference(uri: string, place: Place, from: Known, isDynamic: boolean): Reference {
    let target = TRUE_NODE;
    let anchor: string | undefined;
    this.#pending.push({
      uri,
      place,
      from,
      isDynamic,
      found: (node, dynamicAnchor) => {
        target = node;
        anchor = dynamicAnchor;
      },
    });
    return { target: () => target, dynamicAnchor: () => anchor };
  }

  /** Throws `SchemaError`. */
  #follow({ uri, place, from, isDynamic, found }: Pending): void {
    const target = this.#resources.target(uri, from.resource, (schema) => this.#known.get(schema));
    const isSchema =
      target?.kind === 'node' || typeof target?.value === 'boolean' || isObject(target?.value);
    if (target === undefined || !isSchema) {
      throw new SchemaError({
        key: 'reference',
        args: { place: pointerOf(place), reference: clippedText(uri) },
      });
    }
    const node =
      target.kind === 'node'
        ? target.node
        : this.#nodeOf(target.value, target.place, target.resource);
    const isRecursive =
      isDynamic && place.step === '$recursiveRef' && node.scope?.dynamicAnchors.has(RECURSIVE);
    const named = target.kind === 'node' ? target.dynamicAnchor : undefined;
    found(node, isRecursive === true ? RECURSIVE : named);
    // The target of a dynamic reference is known only during evaluation.
    if (!isDynamic) from.node.inPlace.push(node);
  }
}

const ORDER: ReadonlyMap<string, number> = new Map(
  [...KEYWORDS.keys()].map((keyword, at) => [keyword, at]),
);
const byOrder = (one: string, other: string): number =>
  (ORDER.get(one) ?? 0) - (ORDER.get(other) ?? 0);

/** Throws `SchemaError`. Drafts 6 and 7 do not differ in the supported keywords. */
function draftOf(schema: JsonObject): Draft {
  if (!Object.hasOwn(schema, '$schema')) return '2020-12';
  const named = schema['$schema'];
  if (typeof named !== 'string') throw wrongKeyword(below(undefined, '$schema'), 'text');
  if (named.includes('draft-04')) return '4';
  if (/draft-0[67]/.test(named)) return '7';
  return named.includes('2019-09') ? '2019-09' : '2020-12';
}

/** Finds schemas that apply themselves to the same value, whose check would not end. */
function endlessNode(nodes: readonly SchemaNode[]): SchemaNode | undefined {
  const left = new Set<SchemaNode>();
  const entered = new Set<SchemaNode>();
  for (const node of nodes) {
    const open: { readonly node: SchemaNode; next: number }[] = [{ node, next: 0 }];
    while (open.length > 0) {
      const top = open.at(-1);
      if (top === undefined) break;
      const { node: at } = top;
      if (top.next === 0) entered.add(at);
      const reached = left.has(at) ? undefined : at.inPlace[top.next];
      top.next += 1;
      if (reached === undefined) {
        open.pop();
        entered.delete(at);
        left.add(at);
      } else if (entered.has(reached)) return reached;
      else if (!left.has(reached)) open.push({ node: reached, next: 0 });
    }
  }
  return undefined;
}
