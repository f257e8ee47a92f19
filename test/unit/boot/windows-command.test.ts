import { describe, expect, it } from 'vitest';
import { windowsCommand } from '../../../src/boot/windows-command.ts';

const env = {
  Path: String.raw`C:\nodejs;"C:\Program Files\tools";D:\p\node_modules\.bin`,
  PathExt: '.COM;.EXE;.BAT;.CMD',
  ComSpec: String.raw`C:\Windows\cmd.exe`,
};
const FILES = [
  String.raw`C:\nodejs\node.EXE`,
  String.raw`C:\nodejs\npx.CMD`,
  String.raw`C:\Program Files\tools\tool.BAT`,
  String.raw`D:\p\node_modules\.bin\nest.CMD`,
  String.raw`D:\p\start.cmd`,
];
const exists = (path: string) => FILES.some((file) => file.toLowerCase() === path.toLowerCase());
const start = (...command: string[]) => windowsCommand(command, 'D:\\p', env, exists);
/** The line that cmd.exe is given. */
const line = (...command: string[]) => start(...command)?.args[3];

describe('windowsCommand', () => {
  it('starts programs directly, with arguments as they are', () => {
    expect(start('node', 'a b.js', '"')).toEqual({
      file: String.raw`C:\nodejs\node.EXE`,
      args: ['a b.js', '"'],
      verbatim: false,
    });
    expect(start('NODE.exe')?.file).toBe(String.raw`C:\nodejs\NODE.exe`);
  });

  it('starts batch files through cmd.exe', () => {
    expect(start('npx', 'nest', 'start')).toEqual({
      file: String.raw`C:\Windows\cmd.exe`,
      args: ['/d', '/s', '/c', String.raw`"C:\nodejs\npx.CMD ^"nest^" ^"start^""`],
      verbatim: true,
    });
  });

  it.each([
    ['two words', '^"two^ words^"'],
    ['', '^"^"'],
    ['say "hi"', String.raw`^"say^ \^"hi\^"^"`],
    ['ends in \\', String.raw`^"ends^ in^ \\^"`],
    [String.raw`C:\a\b`, String.raw`^"C:\a\b^"`],
    [String.raw`\"`, String.raw`^"\\\^"^"`],
    ['%PATH% & del !x! > y', '^"^%PATH^%^ ^&^ del^ ^!x^!^ ^>^ y^"'],
    ['(a|b)^c', '^"^(a^|b^)^^c^"'],
  ])('quotes %j for the program and for cmd.exe', (argument, quoted) => {
    expect(line('npx', argument)).toBe(String.raw`"C:\nodejs\npx.CMD ${quoted}"`);
  });

  it('quotes twice for the shims of npm, which hand their arguments to cmd.exe again', () => {
    expect(line('nest', 'a&b')).toBe(String.raw`"D:\p\node_modules\.bin\nest.CMD ^^^"a^^^&b^^^""`);
  });

  it('finds commands with spaces in their folder, in the working directory and by path', () => {
    expect(line('tool')).toBe(String.raw`"C:\Program^ Files\tools\tool.BAT"`);
    expect(line('start')).toBe(String.raw`"D:\p\start.CMD"`);
    expect(line('./start.cmd')).toBe(String.raw`"D:\p\start.cmd"`);
  });

  it.each(['nowhere', './node', ''])('does not find %j', (name) => {
    expect(start(name)).toBeNull();
  });

  it('knows where to look where the environment does not say', () => {
    expect(windowsCommand(['start'], 'D:\\p', {}, exists)?.file).toBe('cmd.exe');
  });
});
