/** Finds syntax errors of Jinja templates. Names of filters, tests and functions are not checked. */
import type { Wording } from '../../engine/devices/device.ts';
import { shown } from './refused.ts';
import { type TemplateTag, type TemplateToken, templateTags } from './templateLexer.ts';

/** Undefined: none was found. The text continues the name of the option. */
export function templateError(template: string): Wording | undefined {
  const read = templateTags(template);
  if (!read.ok) {
    return 'unclosed' in read
      ? { en: `has an unclosed ${read.unclosed}`, zh: `中的 ${read.unclosed} 没有闭合` }
      : notValid(read.wrong);
  }
  const wrong = read.tags.find((tag) => !isTag(tag));
  return wrong === undefined ? blockError(read.tags) : notValid(wrong.text);
}

const notValid = (text: string): Wording => ({
  en: `has no valid template at “${shown(text)}”`,
  zh: `在“${shown(text)}”处不是有效的模板`,
});

/** Tags with an end of their own. */
const BLOCKS: ReadonlySet<string> = new Set(
  'if for macro call filter with autoescape block'.split(' '),
);
const OTHER_TAGS: ReadonlySet<string> = new Set(
  'elif else set endset include import from extends do break continue'.split(' '),
);

function isTag({ opening, tokens }: TemplateTag): boolean {
  if (opening === '{{') return isExpression(tokens);
  const [first, ...rest] = tokens;
  if (first?.kind !== 'name') return false;
  const name = first.text;
  if (name === 'if' || name === 'elif') return isExpression(rest);
  if (name === 'set') return isAssignment(rest);
  if (name === 'for') return rest.some(({ text }) => text === 'in');
  return OTHER_TAGS.has(name) || BLOCKS.has(name.replace(/^end/, ''));
}

function isAssignment(tokens: readonly TemplateToken[]): boolean {
  const at = tokens.findIndex(({ text }) => text === '=');
  return at === -1 ? tokens.length > 0 : at > 0 && isExpression(tokens.slice(at + 1));
}

/** A block without its end, or an end without its block. */
function blockError(tags: readonly TemplateTag[]): Wording | undefined {
  const open: string[] = [];
  for (const { opening, tokens } of tags) {
    const name = opening === '{%' ? (tokens[0]?.text ?? '') : '';
    const begun = name.replace(/^end/, '');
    const isBlockSet = name === 'set' && !tokens.some(({ text }) => text === '=');
    if (BLOCKS.has(name) || isBlockSet) open.push(name);
    else if (name === 'elif' || name === 'else') {
      const top = open.at(-1);
      if (top !== 'if' && (top !== 'for' || name === 'elif')) return without(name, 'if');
    } else if (begun !== name && open.pop() !== begun) return without(name, begun);
  }
  const last = open.pop();
  return last === undefined ? undefined : without(last, `end${last}`);
}

const without = (name: string, other: string): Wording => ({
  en: `has {% ${name} %} without {% ${other} %}`,
  zh: `中有 {% ${name} %}，但没有 {% ${other} %}`,
});

const JOINING: ReadonlySet<string> = new Set(['and', 'or', 'in', 'if', 'else']);
const COMPARING: ReadonlySet<string> = new Set('** // == != >= <= * / % ~ < > + -'.split(' '));

/** Whether operands and operators alternate. Brackets are balanced already. */
function isExpression(tokens: readonly TemplateToken[]): boolean {
  const open: string[] = [];
  let before: TemplateToken | undefined;
  let wants = true;
  // The argument of a test such as `is divisibleby 3`.
  let mayTake = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const { kind, text } = token;
    const next = tokens[at + 1];
    const took = mayTake;
    mayTake = false;
    if (kind === 'name' && text === 'not') {
      if (!wants && !took && next?.text !== 'in') return false;
    } else if (kind === 'name' && JOINING.has(text)) {
      if (wants && before?.text !== 'not') return false;
      wants = true;
    } else if (kind === 'name' && text === 'is') {
      if (wants) return false;
      const test = next?.text === 'not' ? at + 2 : at + 1;
      if (tokens[test]?.kind !== 'name') return false;
      at = test;
      mayTake = true;
    } else if (kind !== 'operator') {
      const isJoined = kind === 'text' && before?.kind === 'text';
      if (!wants && !took && !isJoined) return false;
      wants = false;
    } else if (text === '(' || text === '[' || text === '{') {
      if (text === '{' && !wants && !took) return false;
      open.push(text);
      wants = true;
    } else if (text === ')' || text === ']' || text === '}') {
      const opener = open.pop();
      if (wants && !/^[,:([{]$/.test(before?.text ?? '')) return false;
      if (wants && before?.text === ':' && opener !== '[') return false;
      wants = false;
    } else if (text === '.' || text === '|') {
      if (wants || next === undefined || next.kind === 'text' || next.kind === 'operator')
        return false;
      at += 1;
    } else if (text === ',') {
      if (wants) return false;
      wants = true;
    } else if (text === ':') {
      const isSlice = open.at(-1) === '[';
      if (!isSlice && (open.at(-1) !== '{' || wants)) return false;
      wants = true;
    } else if (text === '=') {
      if (wants || open.at(-1) !== '(' || before?.kind !== 'name') return false;
      wants = true;
    } else if (COMPARING.has(text)) {
      const isUnary = text === '-' || text === '+';
      const isSpread = text.startsWith('*') && open.at(-1) === '(';
      if (wants && !isUnary && !isSpread) return false;
      wants = true;
    } else return false;
    before = tokens[at];
  }
  return !wants || before?.text === ',';
}
