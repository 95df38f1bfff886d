/** Converts a convention file to the engine's form. */
import type { Meaning, TopicMeaning } from '../../engine/conventions/convention.ts';
import type { ConventionFile } from './conventionFile.ts';
import type { FileHead } from './fileConvention.ts';
import { meaningOfForm } from './topicForm.ts';
import { patternsOf } from './topicGrammar.ts';

/** Additional meaning in code, by the kind of message; applied after the form's own. */
export type MoreByKind = Readonly<Record<string, NonNullable<TopicMeaning['tell']>>>;

/** Forms that cannot be used have no meaning; `readFile.ts` reports them. */
export function fileMeaning(file: ConventionFile, more: MoreByKind = {}): Meaning {
  const forms = file.topics.flatMap((form) => {
    const told = Object.hasOwn(more, form.kind) ? more[form.kind] : undefined;
    const patterns = patternsOf(form.topic);
    return patterns.length === 0 ? [] : [meaningOfForm(form, patterns, told, file.units)];
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

export function headOf({ convention, name, patience, secrets, topics }: ConventionFile): FileHead {
  const patterns = topics.flatMap(({ topic }) => patternsOf(topic));
  const beginnings = patterns.flatMap(({ beginning }) => (beginning === '' ? [] : beginning));
  const open = patterns.flatMap(({ beginning, source }) => (beginning === '' ? source : []));
  return {
    id: convention,
    name,
    ...(patience !== undefined && { patience }),
    beginnings: shortest(beginnings),
    ...(open.length > 0 && { form: [...new Set(open)].join('|') }),
    ...(secrets && { secrets }),
  };
}

/** Removes beginnings that another one covers. */
function shortest(all: readonly string[]): readonly string[] {
  return [...new Set(all)].filter(
    (one, _index, each) => !each.some((other) => other !== one && one.startsWith(other)),
  );
}
