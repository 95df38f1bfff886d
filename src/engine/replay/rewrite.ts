/** Rewrites the topics of replayed messages. */

export type Rewriting =
  | { readonly kind: 'keep' }
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** Replaces every occurrence of a text. */
  | { readonly kind: 'replace'; readonly find: string; readonly by: string };

export function rewritten(topic: string, rewriting: Rewriting): string {
  switch (rewriting.kind) {
    case 'keep':
      return topic;
    case 'prefix':
      return rewriting.prefix + topic;
    case 'replace':
      return rewriting.find === '' ? topic : topic.replaceAll(rewriting.find, () => rewriting.by);
  }
}
