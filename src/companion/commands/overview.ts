/** `mqttscope --help`: purpose of each subcommand. */
import { frame, help } from '../../i18n/cli/en/help.ts';
import { SUBCOMMANDS } from './commands.ts';

export function overview(): string {
  const commands = [
    ['serve', help.companion.about] as const,
    ...SUBCOMMANDS.map(({ name }) => [name, help[name].about] as const),
    ['help', frame.helpAbout] as const,
  ];
  const indent = Math.max(...commands.map(([name]) => name.length)) + 2;
  return [
    `Usage: mqttscope [serve] ${frame.optionsPlace}`,
    `       mqttscope ${frame.commandPlace}`,
    '',
    frame.commands,
    ...commands.map(([name, about]) => `  ${name.padEnd(indent)}${about}`),
    '',
    frame.moreHelp,
    '',
  ].join('\n');
}
