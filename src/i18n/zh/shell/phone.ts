import type { Texts } from '../../en/texts.ts';

export const phone: Texts['phone'] = {
  action: '在手机上打开…',
  title: '在手机上打开',
  intro: '在能访问此地址的手机上打开它，即可连接同一 Broker。其中不含用户名、密码和 token。',
  local:
    '当前页面地址只能在本机访问。请输入其他设备访问本机所用的名称或 IP 地址。服务器也须监听该地址：启动配套程序时加上 --host 0.0.0.0。',
  host: '本机的名称或 IP 地址',
  hostExample: '192.168.1.20',
  wrong: '不是主机名或 IP 地址',
  address: '地址',
  close: '关闭',
};
