/** Converts a convention file to the engine's form. */
import type { Meaning, TopicMeaning } from '../../engine/conventions/convention.ts';
import type { ConventionFile } from './conventionFile.ts';
import type { FileHead } from './fileConvention.ts';
import { meaningOfForm } from './topicForm.ts';
import { topicPattern } from './topicGrammar.ts';

/** Additional meaning in code, by the kind of message; applied after the form's own. */
export type MoreByKind = Readonly<Record<string, NonNullable<TopicMeaning['tell']>>>;

/** Forms that cannot be used have no meaning; `readFile.ts` reports them. */
export function fileMeaning(file: ConventionFile, more: MoreByKind = {}): Meaning {
  const forms = file.topics.flatMap((form) => {
    const parsed = topicPattern(form.topic);
    const told = Object.hasOwn(more, form.kind) ? more[form.kind] : undefined;
    return parsed.ok ? [meaningOfForm(form, parsed.pattern, told)] : [];
  });
  return {
    of: (topic) => {
      const levels = topic.split('/');
      for (const form of forms) {
        const meaning = form(topic, levels);
        if (meaning !== undefined) return meaning;
      }
      return undefined;
    },
  };
}

export function headOf({ convention, name, patience, topics }: ConventionFile): FileHead {
  const patterns = topics.flatMap(({ topic }) => {
    const parsed = topicPattern(topic);
    return parsed.ok ? [parsed.pattern] : [];
  });
  const isKnownByEnd = (one: { beginning: string; ending: string }) =>
    one.beginning === '' && one.ending !== '';
  const beginnings = patterns.flatMap((one) => (isKnownByEnd(one) ? [] : one.beginning));
  const endings = patterns.flatMap((one) => (isKnownByEnd(one) ? one.ending : []));
  return {
    id: convention,
    name,
    patience,
    beginnings: needed(beginnings, (one, other) => one.startsWith(other)),
    ...(endings.length > 0 && { endings: needed(endings, (one, other) => one.endsWith(other)) }),
  };
}

/** Removes entries that another one covers. */
function needed(all: readonly string[], isCovered: (one: string, other: string) => boolean) {
  return [...new Set(all)].filter(
    (one, _index, each) => !each.some((other) => other !== one && isCovered(one, other)),
  );
}
