/** Schemas of a document by identifier and anchor; resolves references. */
import type { DynamicScope, SchemaNode } from '../evaluating/evaluation.ts';
import { isList, isObject, type JsonObject } from '../evaluating/jsonValue.ts';
import { below, type Place, pointerOf } from '../evaluating/place.ts';
import type { StepBudget } from '../evaluating/stepBudget.ts';
import { isIdentifier, uriParts } from '../formats/uris.ts';
import type { Draft } from '../keywords/keyword.ts';
import { clippedText, SchemaError, wrongKeyword } from '../keywords/schemaRejections.ts';
import { resolveUri } from './resolveUri.ts';

/** Maximum characters of an identifier, because each reference is resolved against one. */
const LONGEST_URI = 2000;
const ANCHOR = /^[A-Za-z_][-A-Za-z0-9._]*$/;
/** Dynamic anchor set by `$recursiveAnchor`. */
export const RECURSIVE = '';

/** A schema with an identifier, or the whole document. */
export class Resource implements DynamicScope {
  readonly uri: string;
  readonly root: JsonObject;
  readonly place: Place | undefined;
  readonly anchors = new Map<string, SchemaNode>();
  readonly dynamicAnchors = new Map<string, SchemaNode>();

  constructor(uri: string, root: JsonObject, place: Place | undefined) {
    this.uri = uri;
    this.root = root;
    this.place = place;
  }
}

/** Target of a reference before it is prepared. */
export type Target =
  | { readonly kind: 'node'; readonly node: SchemaNode; readonly dynamicAnchor?: string }
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly place: Place | undefined;
      readonly resource: Resource;
    };

export class Resources {
  readonly #byUri = new Map<string, Resource>();
  readonly #steps: StepBudget;

  constructor(steps: StepBudget) {
    this.#steps = steps;
  }

  /** Throws `SchemaError`. @returns the resource of a schema: its own or the enclosing one */
  of(
    schema: JsonObject,
    place: Place | undefined,
    around: Resource | undefined,
    draft: Draft,
  ): Resource {
    const keyword = draft === '4' && !Object.hasOwn(schema, '$id') ? 'id' : '$id';
    const id = Object.hasOwn(schema, keyword) ? identifier(schema[keyword], keyword, place) : '';
    // In older drafts, `$ref` disables its siblings.
    const isIgnored = (draft === '4' || draft === '7') && Object.hasOwn(schema, '$ref');
    if (around !== undefined && (id === '' || id.startsWith('#') || isIgnored)) return around;
    const { uri, fragment } = resolveUri(id, around?.uri ?? '');
    if (around !== undefined && fragment !== '' && uri === around.uri) return around;
    const resource = new Resource(uri, schema, place);
    this.#steps.take(uri.length);
    if (this.#byUri.has(uri)) {
      throw new SchemaError({
        key: 'uri-twice',
        args: { place: pointerOf(below(place, keyword)), uri: clippedText(id) },
      });
    }
    this.#byUri.set(uri, resource);
    return resource;
  }

  /** Throws `SchemaError`. */
  addAnchors(
    node: SchemaNode,
    schema: JsonObject,
    place: Place | undefined,
    resource: Resource,
    draft: Draft,
  ): void {
    const add = (to: Map<string, SchemaNode>, keyword: string, name: string) => {
      const known = to.get(name);
      if (known !== undefined && known !== node) {
        throw new SchemaError({
          key: 'uri-twice',
          args: { place: pointerOf(below(place, keyword)), uri: `#${clippedText(name)}` },
        });
      }
      to.set(name, node);
    };
    const id = schema[draft === '4' && !Object.hasOwn(schema, '$id') ? 'id' : '$id'];
    if (typeof id === 'string') {
      const { fragment } = uriParts(id);
      if (fragment !== undefined && ANCHOR.test(fragment)) add(resource.anchors, '$id', fragment);
    }
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      if (!Object.hasOwn(schema, keyword)) continue;
      const name = schema[keyword];
      if (typeof name !== 'string' || !ANCHOR.test(name)) {
        throw wrongKeyword(below(place, keyword), 'anchor');
      }
      add(resource.anchors, keyword, name);
      if (keyword === '$dynamicAnchor') add(resource.dynamicAnchors, keyword, name);
    }
    if (!Object.hasOwn(schema, '$recursiveAnchor')) return;
    const isRecursive = schema['$recursiveAnchor'];
    if (typeof isRecursive !== 'boolean') {
      throw wrongKeyword(below(place, '$recursiveAnchor'), 'boolean');
    }
    if (isRecursive && resource.root === schema) resource.dynamicAnchors.set(RECURSIVE, node);
  }

  /** Resolves a reference in a resource. undefined: its target is not in this document. */
  target(
    reference: string,
    from: Resource,
    nodeOf: (
      schema: JsonObject,
    ) => { readonly node: SchemaNode; readonly resource: Resource } | undefined,
  ): Target | undefined {
    this.#steps.take(Math.ceil((reference.length + from.uri.length) / 8));
    const { uri, fragment } = resolveUri(reference, from.uri);
    const resource = this.#byUri.get(uri);
    if (resource === undefined) return undefined;
    if (fragment !== '' && !fragment.startsWith('/')) {
      const node = resource.anchors.get(fragment);
      if (node === undefined) return undefined;
      const isDynamic = resource.dynamicAnchors.get(fragment) === node;
      return { kind: 'node', node, ...(isDynamic && { dynamicAnchor: fragment }) };
    }
    let at: unknown = resource.root;
    let place = resource.place;
    let within = resource;
    for (const step of fragment.split('/').slice(1)) {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      if (!isObject(at) && !isList(at)) return undefined;
      at = isList(at) ? at[indexOf(name)] : Object.hasOwn(at, name) ? at[name] : undefined;
      place = below(place, name);
      if (isObject(at)) within = nodeOf(at)?.resource ?? within;
    }
    return { kind: 'value', value: at, place, resource: within };
  }
}

const indexOf = (name: string): number =>
  /^(?:0|[1-9]\d*)$/.test(name) ? Number(name) : Number.NaN;

/** Throws `SchemaError`. */
function identifier(value: unknown, keyword: string, place: Place | undefined): string {
  const at = below(place, keyword);
  if (typeof value !== 'string') throw wrongKeyword(at, 'text');
  if (value.length > LONGEST_URI || !isIdentifier(value)) {
    throw new SchemaError({
      key: 'no-uri',
      args: { place: pointerOf(at), uri: clippedText(value) },
    });
  }
  return value;
}
