/** Chinese texts of the command line, with the keys of `../en/texts.ts`. */
import type { CliTexts } from '../en/texts.ts';
import { convertHelp, dissectHelp, problemsHelp, recordHelp } from './captureHelp.ts';
import { companionHelp } from './companionHelp.ts';
import { frame } from './frame.ts';
import { refusals } from './refusals.ts';
import { passwdHelp, signHelp, verifyHelp } from './signInHelp.ts';
import { extcapHelp, tapHelp } from './tapHelp.ts';

export const cli: CliTexts = {
  frame,
  help: {
    companion: companionHelp,
    dissect: dissectHelp,
    problems: problemsHelp,
    convert: convertHelp,
    record: recordHelp,
    tap: tapHelp,
    extcap: extcapHelp,
    passwd: passwdHelp,
    sign: signHelp,
    verify: verifyHelp,
  },
  refusals,
  passwd: {
    ask: '密码：',
    askAgain: '再次输入：',
    written: (name, path, isNew) =>
      isNew
        ? `用户 ${JSON.stringify(name)} 已写入 ${path}。`
        : `用户 ${JSON.stringify(name)} 的新密码已写入 ${path}。`,
    deleted: (name, path) => `用户 ${JSON.stringify(name)} 已从 ${path} 中删除。`,
  },
  progress: {
    reading: (name) => `正在读取 ${name}`,
    standardInput: '标准输入',
    far: (percent, total) => `${percent}%，共 ${total}`,
  },
  recording: async () => (await import('./recording.ts')).recording,
  tapping: async () => (await import('./tapping.ts')).tapping,
  lines: async ({ rules } = { rules: false }) => {
    if (rules) await (await import('../../zh/packets/ruleTexts.ts')).RULE_TEXTS.load();
    return (await import('./lines.ts')).lines;
  },
};
