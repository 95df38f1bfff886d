import { Fragment } from 'react';

/** Of a command, as texts name it: short, so that what others wrote can fill no line. */
const OPTION = /(?<![\w-])(--[a-z][a-z0-9-]{0,30}[a-z0-9])(?![\w-])/;

/** A sentence in which no line ends within an option such as `--token`. */
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
