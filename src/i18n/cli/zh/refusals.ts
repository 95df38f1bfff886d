/** Errors of the program. */
import type { Refusals } from '../en/refusals.ts';
import { asked } from './askedRefusals.ts';
import { files } from './fileRefusals.ts';
import { notices } from './notices.ts';
import { signIn } from './signInRefusals.ts';

export const refusals: Refusals = {
  ...asked,
  ...files,
  ...signIn,
  ...notices,
  system: {
    ENOENT: '没有这个文件',
    EACCES: '没有权限',
    EPERM: '没有权限',
    EISDIR: '这是一个目录',
    ENOTDIR: '路径中有一部分不是目录',
    EROFS: '文件系统是只读的',
    ELOOP: '符号链接形成循环',
    EIO: '设备报告错误',
    EADDRINUSE: '已被其他程序占用',
    EADDRNOTAVAIL: '本机没有这个地址',
    EPIPE: '读取方已关闭',
    ENXIO: '没有读取方',
    ENOSPC: '磁盘空间不足',
    ECONNREFUSED: '该处没有程序在监听',
    ECONNRESET: '对方断开了连接',
    ETIMEDOUT: '没有响应',
    EHOSTUNREACH: '无法到达该主机',
    ENETUNREACH: '无法到达该网络',
    ENOTFOUND: '无法解析主机名',
    EAI_AGAIN: '无法解析主机名',
    EPROTO: '对方不使用 TLS',
    HPE_INVALID_CONSTANT: '响应不是 HTTP',
  },
  noFolder: '没有这个目录',
  unfinishedGone: '其未完成的文件已被删除，或链接所指的位置不存在',
};
