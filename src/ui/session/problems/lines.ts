/** The grid's lines: a group per rule, and the occurrences below the open one. */
import type {
  FoundProblem,
  ProblemGroup,
  ProblemsReply,
  ProblemsRequest,
} from '../../../engine/findings/problem.ts';

export type ProblemLine =
  | { readonly kind: 'group'; readonly group: ProblemGroup; readonly open: boolean }
  | {
      readonly kind: 'row';
      readonly rule: string;
      /** Position among the rule's occurrences. */
      readonly index: number;
      /** undefined until the worker has answered. */
      readonly problem: FoundProblem | undefined;
    };

/** Identity of a line, independent of the number of lines above it. */
export interface LinePlace {
  readonly rule: string;
  /** Position among the rule's occurrences; undefined: the group itself. */
  readonly row: number | undefined;
}

export interface ProblemLines {
  readonly count: number;
  readonly groups: readonly ProblemGroup[];
  readonly line: (at: number) => ProblemLine | undefined;
  readonly placeAt: (at: number) => LinePlace | undefined;
  /** undefined: removed, or its group is closed. */
  readonly indexOf: (place: LinePlace) => number | undefined;
  /** Request needed to draw the lines of a range. */
  readonly request: (from: number, to: number) => ProblemsRequest;
}

/** Muted rules are last. Otherwise the worker's order is kept. */
export function problemLines(
  reply: ProblemsReply | undefined,
  open: string | undefined,
): ProblemLines {
  const all = reply?.groups ?? [];
  const groups = [...all.filter(({ muted }) => !muted), ...all.filter(({ muted }) => muted)];
  const openAt = groups.findIndex(({ rule }) => rule === open);
  const rows = reply?.rows !== undefined && reply.rows.rule === open ? reply.rows : undefined;
  const below = openAt < 0 ? 0 : (rows?.total ?? 0);

  const placeAt = (at: number): LinePlace | undefined => {
    const row = at - openAt - 1;
    if (openAt >= 0 && row >= 0 && row < below && open !== undefined) return { rule: open, row };
    const rule = groups[at > openAt + below ? at - below : at]?.rule;
    return rule === undefined ? undefined : { rule, row: undefined };
  };
  return {
    count: groups.length + below,
    groups,
    placeAt,
    line: (at) => {
      const place = placeAt(at);
      if (place === undefined) return undefined;
      const { rule, row } = place;
      if (row !== undefined) {
        return { kind: 'row', rule, index: row, problem: rows?.rows[row - rows.first] };
      }
      const group = groups.find((one) => one.rule === rule);
      return group && { kind: 'group', group, open: rule === open };
    },
    indexOf: ({ rule, row }) => {
      const at = groups.findIndex((group) => group.rule === rule);
      if (at < 0) return undefined;
      if (row === undefined) return openAt >= 0 && at > openAt ? at + below : at;
      return at === openAt && row < below ? at + 1 + row : undefined;
    },
    request: (from, to) => {
      const first = Math.max(0, from - openAt - 1);
      return { rule: open, first, count: open === undefined ? 0 : Math.max(to - from, 1) };
    },
  };
}
