import { Fragment } from 'react';

/** A command-line option in a text. Its length is limited, so that text from outside cannot fill the line. */
const OPTION = /(?<![\w-])(--[a-z][a-z0-9-]{0,30}[a-z0-9])(?![\w-])/;

/** A sentence that never breaks a line within an option such as `--token`. */
export function Prose({ text }: { text: string }) {
  return text.split(OPTION).map((part, at) => {
    const key = `${at} ${part}`;
    return at % 2 === 1 ? (
      <code key={key} className="font-mono whitespace-nowrap">
        {part}
      </code>
    ) : (
      <Fragment key={key}>{part}</Fragment>
    );
  });
}
