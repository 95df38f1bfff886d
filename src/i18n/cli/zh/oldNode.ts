/** 在检查 Node 版本之前加载，因此不导入任何模块。 */
export const oldNode = (least: string, version: string): string =>
  `mqttscope 需要 Node.js ${least} 或更高版本，而当前版本是 ${version}。请从 https://nodejs.org 或用包管理器安装较新的版本。`;
