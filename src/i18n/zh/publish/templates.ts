import { type Localizable, say } from '../../../base/message.ts';
import type { TemplateErrors } from '../../../payload/templates/template.ts';
import type { Texts } from '../../en/texts.ts';
import { bytes, grouped } from '../../numbers.ts';
import { templateErrors } from '../facts/templateErrors.ts';

export const templates: Texts['templates'] = {
  fillIn: '填入 {{…}}',
  isOff: '已关闭：{{…}} 将原样发送。',
  next: '下一条消息示例',
  another: '换一个示例',
  insert: '插入',
  why: (error: Localizable<TemplateErrors>) => say(templateErrors, error),
  error: (of, line, column, why) =>
    of === 'topic' ? `主题第 ${column} 列：${why}。` : `载荷第 ${line} 行第 ${column} 列：${why}。`,
  filledIn: (error) => `填入后：${error}`,
  files: {
    title: '{{csv}} 的表格',
    add: '添加文件…',
    none: '尚无。请选择首行为列名的 CSV 文件；每条消息取下一行。',
    rows: (count) => `${grouped(count)} 行`,
    remove: (name) => `移除 ${name}`,
    removed: (name) => `已移除 ${name}`,
    tooLarge: (name, most) => `${name} 超过 ${bytes(most)}。`,
    tooManyCells: (name, most) =>
      `${name} 超过 ${grouped(most)} 个单元格。请拆分表格，或删除模板未使用的列。`,
    tooMany: (most) => `最多 ${grouped(most)} 个文件。`,
    notText: (name) => `${name} 不是 UTF-8 文本。`,
    lost: (name, why) => `无法保存 ${name}：${why}`,
  },
};
