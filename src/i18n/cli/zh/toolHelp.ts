/** 健康检查和 shell 相关命令的 `--help`。 */
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

const completion: CliTexts['help']['completion'] = {
  about: '输出补全脚本，让 shell 补全命令、选项及其取值。',
  args: { SHELL: 'bash、zsh 或 fish' },
  options: { lang: shared.lang },
  after: `
bash，写入 ~/.bashrc：
  eval "$(mqttscope completion bash)"
zsh，写入 ~/.zshrc，放在 compinit 之后：
  eval "$(mqttscope completion zsh)"
fish：
  mqttscope completion fish > ~/.config/fish/completions/mqttscope.fish

脚本包含当前版本的选项；从文件读取脚本的 shell 在升级后需要重新生成。

退出码：0 已输出，2 参数错误。`,
};

export const toolHelp = { health, completion };
