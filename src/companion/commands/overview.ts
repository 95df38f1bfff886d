/** `mqttscope --help`: purpose of each subcommand. */
import type { CliTexts } from '../../i18n/cli/en/texts.ts';
import { padded, terminalColumns, widthOf, wrapped } from '../cli/terminalWidth.ts';
import { SUBCOMMANDS } from './commands.ts';

export function overview({ frame, help }: CliTexts): string {
  const columns = terminalColumns();
  const commands = [
    ['serve', help.companion.about] as const,
    ...SUBCOMMANDS.map(({ name }) => [name, help[name].about] as const),
    ['help', frame.helpAbout] as const,
  ];
  const indent = Math.max(...commands.map(([name]) => widthOf(name))) + 4;
  const listed = commands.map(([name, about]) => {
    const [first = '', ...rest] = wrapped(about, columns - indent).split('\n');
    const lines = [
      padded(`  ${name}`, indent) + first,
      ...rest.map((line) => padded('', indent) + line),
    ];
    return lines.join('\n');
  });
  return [
    `${frame.usage} mqttscope [serve] ${frame.optionsPlace}`,
    `${padded('', widthOf(frame.usage))} mqttscope ${frame.commandPlace}`,
    '',
    frame.commands,
    ...listed,
    '',
    wrapped(frame.moreHelp, columns),
    '',
  ].join('\n');
}
