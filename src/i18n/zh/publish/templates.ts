import { type Localizable, say } from '../../../base/message.ts';
import type { TemplateErrors } from '../../../payload/templates/template.ts';
import type { Texts } from '../../en/texts.ts';
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
};
