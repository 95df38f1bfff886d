/** Finds schemas that apply themselves to the same value, whose check would not end. */
import type { SchemaNode } from '../evaluating/evaluation.ts';
export function endlessNode(nodes: readonly SchemaNode[]): SchemaNode | undefined {
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
