/** What a convention file says, in the engine's form. */
import type { Meaning } from '../../engine/conventions/convention.ts';
import type { ConventionFile } from './conventionFile.ts';
import type { FileHead } from './fileConvention.ts';
import { meaningOfForm } from './topicForm.ts';
import { topicPattern } from './topicGrammar.ts';

/** Forms that cannot be used mean nothing: `fileFaults.ts` tells which. */
export function fileMeaning(file: ConventionFile): Meaning {
  const forms = file.topics.flatMap((form) => {
    const parsed = topicPattern(form.topic);
    return parsed.ok ? [meaningOfForm(form, parsed.pattern)] : [];
  });
  return {
    of: (topic) => {
      for (const form of forms) {
        const meaning = form(topic);
        if (meaning !== undefined) return meaning;
      }
      return undefined;
    },
  };
}

export function headOf({ convention, name, patience, topics }: ConventionFile): FileHead {
  const beginnings = topics.flatMap(({ topic }) => {
    const parsed = topicPattern(topic);
    return parsed.ok ? [parsed.pattern.beginning] : [];
  });
  // A longer beginning is one of a shorter one's.
  const needed = [...new Set(beginnings)].filter(
    (one, _index, all) => !all.some((other) => other !== one && one.startsWith(other)),
  );
  return { id: convention, name, patience, beginnings: needed };
}
