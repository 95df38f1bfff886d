/** Writes `docs/rules.md` out of the tables: `npm run rules`. */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { NEED_TEXTS, NEEDS, type Need } from './needs.ts';
import type { ProblemRule } from './problem.ts';
import { PROBLEM_RULES } from './rules.ts';

export const RULES_PAGE = new URL('../../../docs/rules.md', import.meta.url);

const OF_CONVERSATION: ReadonlyMap<string, readonly Need[]> = new Map(Object.entries(NEEDS));

const HEAD = `# Rules

What \`mqttscope problems\` and the Problems view tell, made out of the program’s own tables by
\`npm run rules\`. \`error\`: the standard forbids it. \`warn\`: something went wrong or will.
\`note\`: worth knowing. A rule whose needs are not in a capture is silent there: tests hide each of
them. Rules that need nothing but a packet are judged by its own bytes.

`;

/** Statements in 3.1.1 and 5.0; one where they agree or where the rule is of one edition. */
function statementsOf({ statement }: ProblemRule): string {
  const both = new Set([statement(4), statement(5)]);
  return [...both].join(' · ');
}

function entryOf(rule: ProblemRule): string {
  const needs = OF_CONVERSATION.get(rule.id)?.map((need) => NEED_TEXTS[need]);
  const lines = [
    `## ${rule.title}`,
    '',
    `\`${rule.id}\` · ${rule.severity} · ${statementsOf(rule)}`,
    '',
    rule.explanation,
    '',
    `**What to do:** ${rule.remedy}`,
    '',
    `**Needs:** ${needs?.join('; ') ?? 'the packet'}.`,
  ];
  return `${lines.join('\n')}\n`;
}

export function rulesPage(): string {
  return HEAD + [...PROBLEM_RULES.values()].map(entryOf).join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(RULES_PAGE, rulesPage());
}
