/** Writes `docs/rules.md` from the tables and the English texts: `npm run rules`. */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { CONVENTION_RULES, ruleById } from '../conventions/rules.ts';
import type { ProblemRule } from '../engine/findings/problem.ts';
import type { Need } from '../engine/rules/rule.ts';
import { CONVERSATION_RULES } from '../engine/rules/rules.ts';
import { RULE_IDS, rule as wordsOf } from './en/rules/all.ts';

export const RULES_PAGE = new URL('../../docs/rules.md', import.meta.url);

/** Consequences for choosing what to record. */
const NEED_TEXTS: Readonly<Record<Need, string>> = {
  client: 'packets of the client',
  server: 'packets of the server',
  beginning: 'the beginning of the connection (CONNECT and CONNACK)',
  clock: 'correct times',
  end: 'the end of the connection',
  absence:
    'both directions, without undetected loss, because the rule is about packets that did not come',
  app: 'the app’s own connections',
};

const OF_CONVERSATION: ReadonlyMap<string, readonly Need[]> = new Map(
  CONVERSATION_RULES.map(([id, { needs }]) => [id, needs]),
);

/** Rules that follow the messages of one connection. */
const OF_CONVENTIONS: ReadonlySet<string> = new Set(CONVENTION_RULES.map(({ id }) => id));

const HEAD = `# Rules

The rules of \`mqttscope problems\` and the Problems view. This page is generated from the program’s own
tables by \`npm run rules\`. Severities: \`error\`: the standard forbids it. \`warn\`: something went wrong or will.
\`note\`: worth knowing. A rule reports nothing if the capture lacks what the rule needs; tests verify this for
each need. Rules that need only the packet are judged by its own bytes.

`;

/** Statements in 3.1.1 and 5.0; a single one if they agree or if the rule applies to one edition. */
function statementsOf({ statement }: ProblemRule): string {
  const both = new Set([statement(4), statement(5)]);
  return [...both].join(' · ');
}

function entryOf(rule: ProblemRule): string {
  const words = wordsOf(rule.id);
  if (words === undefined) throw new Error(`Nothing is said of ${rule.id}.`);
  const needs = OF_CONVERSATION.get(rule.id)?.map((need) => NEED_TEXTS[need]);
  const lines = [
    `## ${words.title}`,
    '',
    `\`${rule.id}\` · ${rule.severity} · ${statementsOf(rule)}`,
    '',
    words.explanation,
    '',
    `**What to do:** ${words.remedy}`,
    '',
    `**Needs:** ${needs?.join('; ') ?? (OF_CONVENTIONS.has(rule.id) ? 'messages on the topics of the convention' : 'the packet')}.`,
  ];
  return `${lines.join('\n')}\n`;
}

export function rulesPage(): string {
  return HEAD + RULE_IDS.map((id) => entryOf(ruleById(id))).join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(RULES_PAGE, rulesPage());
}
