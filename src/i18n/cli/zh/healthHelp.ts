/** `health` 的 `--help`。 */
import type { CliTexts } from '../en/texts.ts';
import { shared } from './shared.ts';

const health: CliTexts['help']['health'] = {
  about: '检查配套程序是否正常，用于健康检查。',
  args: { URL: '应用的地址；默认为本机端口 MQTTSCOPE_HTTP 或 8080，有无 TLS 均可' },
  options: { lang: shared.lang },
  after: `
不检查证书，因此 https://127.0.0.1:8080 可用于任何名称的证书。

退出码：0 正常，1 没有响应，2 参数错误，3 报告有误，例如磁盘已满。`,
};

export const healthHelp = { health };
